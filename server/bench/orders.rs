//! `POST /orders`, paid by the sandbox, acknowledged when durable.

use crate::{
    figures::{Failure, line, ms, percentile, title},
    program::Program,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use uuid::Uuid;

const FOR: Duration = Duration::from_secs(8);

pub async fn measure(program: &Program) -> Result<(), Failure> {
    title("POST /orders, paid");
    for clients in [1, 8, 32] {
        line(&format!("{clients} clients"), place(program, clients).await?);
    }
    Ok(())
}

/// So many clients order one after the other for a while; each order has to be taken. Says how that went.
pub async fn place(program: &Program, clients: usize) -> Result<String, Failure> {
    let bearer: Arc<str> = program.bearer("customer@hansang.test").await?.into();
    let body: Arc<str> = program.order().into();
    let begin = Instant::now();
    let mut work = JoinSet::new();
    for _ in 0..clients {
        let (mut client, bearer, body) = (program.client().await?, bearer.clone(), body.clone());
        work.spawn(async move {
            let mut times = Vec::new();
            while begin.elapsed() < FOR {
                let headers = format!("{bearer}Idempotency-Key: {}\r\n", Uuid::now_v7());
                let start = Instant::now();
                client.post("/api/v1/orders", &headers, &body).await?.expect(201)?;
                times.push(start.elapsed());
            }
            Ok::<_, Failure>(times)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = work.join_next().await {
        times.extend(done??);
    }
    let rate = times.len() as f64 / begin.elapsed().as_secs_f64();
    let (p50, p99) = (ms(percentile(&mut times, 0.5)), ms(percentile(&mut times, 0.99)));
    Ok(format!("{rate:.0} orders/s, p50 {p50}, p99 {p99}"))
}
