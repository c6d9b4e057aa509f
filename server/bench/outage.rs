//! The payment gateway goes down for half of the time, while customers go on ordering: `bin/bench outage`, ten minutes unless
//! `HANSANG_BENCH_MINUTES` says otherwise.

use crate::{
    figures::{Failure, line, title},
    program::Program,
};
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::time::{sleep, sleep_until};
use uuid::Uuid;

/// New orders a second.
const PACE: u32 = 20;

/// What became of one order, as its customer saw it.
#[derive(Default)]
struct Seen {
    /// The order was taken: paid, being confirmed, or held.
    taken: Option<Instant>,
    paid: Option<Instant>,
    id: Option<String>,
}

pub async fn measure(program: &Program) -> Result<(), Failure> {
    let minutes: f64 = std::env::var("HANSANG_BENCH_MINUTES").ok().and_then(|text| text.parse().ok()).unwrap_or(10.0);
    let whole = Duration::from_secs_f64(minutes * 60.0);
    title(&format!("The payment gateway is down for {:.1} of {minutes:.1} minutes, {PACE} new orders a second", minutes / 2.0));
    let bearer: Arc<str> = program.bearer("customer@hansang.test").await?.into();
    let body: Arc<str> = program.order().into();
    let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
    let begin = Instant::now();
    let (down, up, end) = (begin + whole / 4, begin + whole * 3 / 4, begin + whole);

    let outage = async {
        sleep_until(down.into()).await;
        let before = calls(program).await?;
        program.faults(&json!({ "payment": { "down": true } })).await?;
        sleep_until(up.into()).await;
        let during = calls(program).await? - before;
        program.faults(&json!({})).await?;
        Ok::<_, Failure>(during)
    };
    let orders = async {
        let mut customers = tokio::task::JoinSet::new();
        let mut next = tokio::time::interval(Duration::from_secs(1) / PACE);
        while Instant::now() < end {
            next.tick().await;
            let (client, bearer, body, seen) = (program.client().await?, bearer.clone(), body.clone(), seen.clone());
            customers.spawn(async move { order(client, &bearer, &body, &seen, end + Duration::from_secs(90)).await });
        }
        while let Some(customer) = customers.join_next().await {
            customer??;
        }
        Ok::<_, Failure>(())
    };
    let (probes, ordered) = tokio::join!(outage, orders);
    ordered?;
    let probes = probes?;

    let seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    let in_outage = |at: &Instant| *at >= down && *at < up;
    let held = seen.iter().filter(|seen| seen.taken.as_ref().is_some_and(in_outage)).count();
    let taken = seen.iter().filter(|seen| seen.taken.is_some()).count();
    let paid = seen.iter().filter(|seen| seen.paid.is_some()).count();
    let mut settled: Vec<Duration> = seen.iter().filter_map(|seen| seen.paid).filter(|at| *at >= up).map(|at| at - up).collect();
    settled.sort_unstable();
    let of_the_held = settled.get(held.min(settled.len()).saturating_sub(1));
    line("orders taken", format!("{taken} of {}, {held} of them during the outage", seen.len()));
    line("orders paid in the end", paid);
    line("calls to the gateway during the outage", format!("{probes:.0}"));
    line(
        "first payment after the outage",
        settled.first().map_or("never".to_owned(), |time| format!("{:.1} s", time.as_secs_f64())),
    );
    line(
        "as many paid again as had been held",
        of_the_held.map_or("never".to_owned(), |time| format!("{:.1} s", time.as_secs_f64())),
    );
    line("wrong charges", wrong(program, &seen).await?);
    Ok(())
}

/// A customer who tries again, with the same key, when told to.
async fn order(
    mut client: crate::client::Client,
    bearer: &str,
    body: &str,
    seen: &Mutex<Vec<Seen>>,
    until: Instant,
) -> Result<(), Failure> {
    let headers = format!("{bearer}Idempotency-Key: {}\r\n", Uuid::now_v7());
    let mut mine = Seen::default();
    while Instant::now() < until {
        let answer = client.post("/api/v1/orders", &headers, body).await?;
        let view = answer.json()?;
        let id = view["id"].as_str().or(view["order_id"].as_str()).map(str::to_owned);
        if id.is_some() {
            mine.taken.get_or_insert_with(Instant::now);
            mine.id = id;
        }
        match answer.status {
            201 => {
                mine.paid = Some(Instant::now());
                break;
            }
            202 | 503 => sleep(Duration::from_secs(answer.retry_after().unwrap_or(2).min(30))).await,
            status => return Err(format!("{status}: {view}").into()),
        }
    }
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(mine);
    Ok(())
}

/// Calls that left for the gateway so far: all, less those that the breaker kept back.
async fn calls(program: &Program) -> Result<f64, Failure> {
    let metrics = program.metrics().await?;
    let sum = |name: &str, with: &str| -> f64 {
        let lines = metrics.lines().filter(|line| line.starts_with(name) && line.contains(with));
        lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
    };
    Ok(sum("hansang_payment_calls_total", "") - sum("hansang_breaker_refusals_total", "payment_gateway"))
}

/// Charges without a paid order, paid orders without just one charge.
async fn wrong(program: &Program, seen: &[Seen]) -> Result<usize, Failure> {
    let ledger = program.ledger().await?;
    // Captures, refunded or not: an order that no store answers in time is refunded, and rightly.
    let mut charges: HashMap<&str, i64> = HashMap::new();
    for row in ledger["items"].as_array().ok_or("no ledger")? {
        *charges.entry(row["order_id"].as_str().unwrap_or_default()).or_default() += 1;
    }
    Ok(seen
        .iter()
        .filter(|seen| {
            let charged = seen.id.as_deref().and_then(|id| charges.get(id)).copied().unwrap_or_default();
            charged != i64::from(seen.paid.is_some())
        })
        .count())
}
