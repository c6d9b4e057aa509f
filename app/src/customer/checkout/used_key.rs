//! A key that has been used: by a tap before, a reload, or the back button.

use crate::{backend::backend, customer::cart::CartView, failure::Failure, key::fresh};
use domain::{
    Account, OrderId, Refusal,
    order::{PaymentStatus, Status},
    views::OrderView,
};
use uuid::Uuid;

/// Where its page leads instead; None: nothing came of it yet, or what is held waits to be paid.
pub async fn leads_to(customer: &Account, key: Uuid, cart: Option<&CartView>) -> Result<Option<String>, Failure> {
    let order = match backend()?.queries.order(customer, OrderId(key)).await {
        Ok(order) => order,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(match cart {
        Some(cart) if waits_for(&order, cart) => None,
        Some(_) if order.status != Status::AwaitingPayment => Some(format!("/checkout?key={}", fresh())),
        _ => Some(format!("/orders/{}", order.id)),
    })
}

/// Whether it is this very cart, held because payment was busy.
fn waits_for(order: &OrderView, cart: &CartView) -> bool {
    order.payment.status == PaymentStatus::Deferred && order.store.id == cart.store.id && order.total == cart.total
}
