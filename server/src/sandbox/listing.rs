//! The ledgers as they stand, for tests and people to judge by.

use super::{Sandbox, ledger::Statement};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Serialize)]
struct Payments<'a> {
    items: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    payment_key: String,
    order_id: &'a str,
    /// Won, like `refunded`.
    amount: u32,
    status: &'static str,
    refunded: u32,
    at: Timestamp,
}

/// Every payment that was ever accepted, oldest first.
pub async fn payments(State(sandbox): State<Arc<Sandbox>>) -> Response {
    let statements = sandbox.ledger.payments();
    Json(Payments { items: statements.iter().map(row).collect() }).into_response()
}

fn row(statement: &Statement) -> Row<'_> {
    let charge = &statement.charge;
    Row {
        payment_key: charge.key.to_string(),
        order_id: &charge.order_id,
        amount: charge.amount,
        status: statement.status(),
        refunded: statement.refunded(),
        at: charge.at,
    }
}

/// No message vendor is spoken to yet, so nothing was accepted.
pub async fn messages() -> Json<Value> {
    Json(json!({ "items": [] }))
}
