//! A key that has been used: by a tap before, a reload, or the back button.

use crate::{backend::backend, customer::cart::kept, failure::Failure, key::fresh};
use domain::{
    Account, OrderId, Refusal,
    order::{PaymentStatus, Status},
};
use uuid::Uuid;

/// Where its page leads instead; None: nothing came of it yet. The cart that was ordered under it is empty from then on, also if the answer that
/// said so was lost.
pub async fn leads_to(customer: &Account, key: Uuid) -> Result<Option<String>, Failure> {
    let order = match backend()?.queries.order(customer, OrderId(key)).await {
        Ok(order) => order,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal.into()),
    };
    let is_no_deal = matches!(order.payment.status, PaymentStatus::Declined | PaymentStatus::Void);
    if is_no_deal && kept::read().is_some() {
        return Ok(Some(format!("/checkout?key={}", fresh())));
    }
    if order.status != Status::AwaitingPayment && kept::key() == Some(key) {
        kept::clear();
    }
    Ok(Some(format!("/orders/{}", order.id)))
}
