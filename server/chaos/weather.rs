//! What goes wrong at the payment gateway and at the messages' vendor meanwhile.

use super::{Failure, caller::client, plant::Plant};
use rand::{Rng, rngs::StdRng};
use serde_json::{Value, json};
use std::time::Duration;

/// Mostly fine. Messages are never refused for good, and seldom enough in vain that none is given up; but what fails several times waits for
/// minutes, so a short run leaves their vendor alone (`vendor_too`). Answers whether anybody can pay.
pub async fn change(plant: &Plant, vendor_too: bool, dice: &mut StdRng) -> Result<bool, Failure> {
    let payment = match dice.random_range(0..12) {
        0 => json!({ "decline_rate": 0.3 }),
        _ => fault(dice),
    };
    let message = if vendor_too { fault(dice) } else { json!({}) };
    let can_pay = payment["down"] != true;
    set(plant, payment, message).await?;
    Ok(can_pay)
}

pub async fn clear(plant: &Plant) -> Result<(), Failure> {
    set(plant, json!({}), json!({})).await
}

fn fault(dice: &mut StdRng) -> Value {
    match dice.random_range(0..10) {
        0 => json!({ "latency_ms": dice.random_range(20..300) }),
        1 => json!({ "drop_rate": 0.2 }),
        2 => json!({ "error_rate": 0.2 }),
        3 => json!({ "drop_rate": 0.1, "error_rate": 0.1, "latency_ms": 50 }),
        4 => json!({ "down": true }),
        _ => json!({}),
    }
}

async fn set(plant: &Plant, payment: Value, message: Value) -> Result<(), Failure> {
    let faults = json!({ "payment": payment, "message": message });
    let answer = client(Duration::from_secs(5))?.put(format!("{}/faults", plant.sandbox_url())).json(&faults).send().await?;
    answer.error_for_status()?;
    Ok(())
}
