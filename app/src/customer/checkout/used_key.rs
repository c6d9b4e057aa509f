//! A key that has been used: by a tap before, a reload, or the back button.

use crate::{backend::backend, customer::cart::kept, failure::Failure, key::fresh};
use domain::{Account, OrderId, Refusal, order::Status};
use uuid::Uuid;

/// Where its page leads instead; None: nothing came of it yet. A cart that was ordered by it is empty then, also if the answer that said so was
/// lost.
pub async fn leads_to(customer: &Account, key: Uuid) -> Result<Option<String>, Failure> {
    let order = match backend()?.queries.order(customer, OrderId(key)).await {
        Ok(order) => order,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal.into()),
    };
    let cart = kept::read();
    let is_ordered = cart.as_ref().is_some_and(|cart| cart.is_what_was_ordered(&order));
    Ok(Some(match order.status {
        // Not paid, so there was no deal: the same things may be ordered again.
        Status::Expired if cart.is_some() => format!("/checkout?key={}", fresh()),
        Status::AwaitingPayment | Status::Expired => format!("/orders/{}", order.id),
        _ if cart.is_some() && !is_ordered => format!("/checkout?key={}", fresh()),
        _ => {
            if is_ordered {
                kept::clear();
            }
            format!("/orders/{}", order.id)
        }
    }))
}
