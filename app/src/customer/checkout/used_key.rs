//! A key that has been used: by a tap before, a reload, or the back button.

use crate::{backend::backend, failure::Failure, key::fresh};
use domain::{Account, OrderId, Refusal, order::Status};
use uuid::Uuid;

/// Where its page leads instead; None: nothing came of it yet.
pub async fn leads_to(customer: &Account, key: Uuid, has_cart: bool) -> Result<Option<String>, Failure> {
    let order = match backend()?.queries.order(customer, OrderId(key)).await {
        Ok(order) => order,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal.into()),
    };
    let is_over = order.status != Status::AwaitingPayment;
    Ok(Some(if has_cart && is_over { format!("/checkout?key={}", fresh()) } else { format!("/orders/{}", order.id) }))
}
