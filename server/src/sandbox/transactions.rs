//! What happened between two moments: `GET /v1/transactions`. An approval and each cancellation of a payment are transactions of their
//! own. (<https://docs.tosspayments.com/reference#거래-조회>)

use super::{Sandbox, ledger::Statement, refusal::Refusal};
use axum::{
    Json,
    extract::{Query, State},
};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Moments are those of a clock in Seoul, without a zone: `2026-11-20T09:00:00`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    start_date: String,
    end_date: String,
    /// The last one of the page before.
    starting_after: Option<String>,
    #[serde(default = "hundred")]
    limit: usize,
}

const fn hundred() -> usize {
    100
}

const SEOUL_SECONDS: i64 = 9 * 3_600;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    m_id: &'static str,
    transaction_key: String,
    payment_key: String,
    order_id: String,
    method: &'static str,
    use_escrow: bool,
    currency: &'static str,
    amount: u32,
    status: &'static str,
    transaction_at: Timestamp,
}

/// Oldest first, at most `limit`, 5,000 at the most.
pub async fn list(State(sandbox): State<Arc<Sandbox>>, Query(wanted): Query<Wanted>) -> Result<Json<Vec<Transaction>>, Refusal> {
    let (from, to) = (moment(&wanted.start_date)?, moment(&wanted.end_date)?);
    let mut all: Vec<Transaction> = sandbox.ledger.payments().iter().flat_map(of).collect();
    all.retain(|transaction| (from..=to).contains(&transaction.transaction_at));
    all.sort_by_key(|transaction| transaction.transaction_at);
    let begin = match &wanted.starting_after {
        None => 0,
        Some(last) => all.iter().position(|transaction| transaction.transaction_key == *last).ok_or(Refusal::InvalidRequest)? + 1,
    };
    Ok(Json(all.into_iter().skip(begin).take(wanted.limit.clamp(1, 5_000)).collect()))
}

fn of(statement: &Statement) -> Vec<Transaction> {
    let charge = &statement.charge;
    let transaction = |key: String, amount, status, at| Transaction {
        m_id: "sandbox",
        transaction_key: key,
        payment_key: charge.key.to_string(),
        order_id: charge.order_id.to_string(),
        method: "카드",
        use_escrow: false,
        currency: "KRW",
        amount,
        status,
        transaction_at: at,
    };
    let mut left = charge.amount;
    let mut all = vec![transaction(format!("{}_charge", charge.key), charge.amount, "DONE", charge.at)];
    for cancel in &statement.cancels {
        left = left.saturating_sub(cancel.amount);
        let status = if left == 0 { "CANCELED" } else { "PARTIAL_CANCELED" };
        all.push(transaction(cancel.key.simple().to_string(), cancel.amount, status, cancel.at));
    }
    all
}

fn moment(text: &str) -> Result<Timestamp, Refusal> {
    let text = text.get(..19).ok_or(Refusal::InvalidRequest)?;
    let there: Timestamp = format!("{text}Z").parse().map_err(|_| Refusal::InvalidRequest)?;
    Ok(there.plus_seconds(-SEOUL_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_moment_is_read_or_refused(text in like(&["2026-11-20T09:00:00", "2026-11-20T09:00:00.5", "가나다라마바사"])) {
            match moment(&text) {
                Ok(at) => prop_assert!(at.plus_seconds(SEOUL_SECONDS).to_string().starts_with(&text[..10])),
                Err(refusal) => prop_assert_eq!(refusal, Refusal::InvalidRequest),
            }
        }
    }
}
