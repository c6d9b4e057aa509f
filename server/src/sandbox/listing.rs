//! The ledgers as they stand, for tests and people to judge by.

use super::{Sandbox, ledger::Statement, messages::Message};
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

/// Every message that was ever accepted, oldest first.
pub async fn messages(State(sandbox): State<Arc<Sandbox>>) -> Response {
    let items: Vec<_> = sandbox.messages.all().iter().map(|message| sent(message)).collect();
    Json(json!({ "items": items })).into_response()
}

fn sent(message: &Message) -> Value {
    json!({
        "id": message.id,
        "template": message.template,
        "to": message.to,
        "order_id": message.order_id(),
        "text": message.text,
        "at": message.at,
    })
}
