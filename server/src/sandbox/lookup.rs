//! Asking what became of a payment.

use super::{Sandbox, refusal::Refusal, wire};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

pub async fn by_payment_key(State(sandbox): State<Arc<Sandbox>>, Path(key): Path<String>) -> Result<Response, Refusal> {
    let statement = sandbox.ledger.payment(&key).ok_or(Refusal::NotFoundPayment)?;
    Ok(wire::payment(&statement).into_response())
}

pub async fn by_order(State(sandbox): State<Arc<Sandbox>>, Path(order_id): Path<String>) -> Result<Response, Refusal> {
    let statement = sandbox.ledger.payment_of(&order_id).ok_or(Refusal::NotFoundPayment)?;
    Ok(wire::payment(&statement).into_response())
}
