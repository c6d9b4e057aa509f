//! What goes wrong at the payment gateway meanwhile.

use super::{Failure, caller::client, plant::Plant};
use rand::{Rng, rngs::StdRng};
use serde_json::{Value, json};
use std::time::Duration;

/// Mostly fine.
pub async fn change(plant: &Plant, dice: &mut StdRng) -> Result<(), Failure> {
    let payment = match dice.random_range(0..12) {
        0 => json!({ "latency_ms": dice.random_range(20..300) }),
        1 => json!({ "drop_rate": 0.2 }),
        2 => json!({ "error_rate": 0.2 }),
        3 => json!({ "decline_rate": 0.3 }),
        4 => json!({ "drop_rate": 0.1, "error_rate": 0.1, "latency_ms": 50 }),
        5 => json!({ "down": true }),
        _ => json!({}),
    };
    set(plant, payment).await
}

pub async fn clear(plant: &Plant) -> Result<(), Failure> {
    set(plant, json!({})).await
}

async fn set(plant: &Plant, payment: Value) -> Result<(), Failure> {
    let answer = client(Duration::from_secs(5))?
        .put(format!("{}/faults", plant.sandbox_url()))
        .json(&json!({ "payment": payment }))
        .send()
        .await?;
    answer.error_for_status()?;
    Ok(())
}
