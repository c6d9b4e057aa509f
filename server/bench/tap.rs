//! From a store's tap to the customer's open stream.

use crate::{
    figures::{Failure, line, ms, percentile, title},
    program::Program,
};
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    time::timeout,
};
use uuid::Uuid;

const ORDERS: usize = 100;

pub async fn measure(program: &Program) -> Result<(), Failure> {
    title("From a store's tap to the customer's stream");
    let customer = program.bearer("customer@hansang.test").await?;
    let owner = program.bearer("owner@hansang.test").await?;
    let mut client = program.client().await?;
    let mut times = Vec::new();
    for _ in 0..ORDERS {
        let headers = format!("{customer}Idempotency-Key: {}\r\n", Uuid::now_v7());
        let order = client.post("/api/v1/orders", &headers, &program.order()).await?.expect(201)?.json()?;
        let id = order["id"].as_str().ok_or("an order without an id")?.to_owned();
        let stream = program.client().await?.open(&format!("/api/v1/orders/{id}/live"), &customer).await?;
        let mut lines = BufReader::new(stream).lines();
        seen(&mut lines, "\"status\":\"placed\"").await?;
        for (step, body, status) in [
            ("acceptance", r#"{"prep_minutes":15}"#, "accepted"),
            ("cooking-start", "{}", "cooking"),
            ("cooking-finish", "{}", "ready"),
        ] {
            let tap = Instant::now();
            let path = format!("/api/v1/orders/{id}/{step}");
            let status = format!("\"status\":\"{status}\"");
            let (answer, seen) = tokio::join!(client.post(&path, &owner, body), async {
                seen(&mut lines, &status).await?;
                Ok::<_, Failure>(tap.elapsed())
            });
            answer?.expect(200)?;
            times.push(seen?);
        }
    }
    line("p50, p99", format!("{}, {}", ms(percentile(&mut times, 0.5)), ms(percentile(&mut times, 0.99))));
    Ok(())
}

/// Reads on until the order's own status (which comes before its timeline) is as wanted.
async fn seen(lines: &mut tokio::io::Lines<BufReader<tokio::net::TcpStream>>, status: &str) -> Result<(), Failure> {
    loop {
        let line = timeout(Duration::from_secs(10), lines.next_line()).await??.ok_or("the stream ended")?;
        let own = line.split("\"timeline\"").next().unwrap_or_default();
        if line.starts_with("data:") && own.contains(status) {
            return Ok(());
        }
    }
}
