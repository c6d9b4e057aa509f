//! A charge and a refund: what the gateway says becomes an event, and what it does not say is asked again under the same key.

use super::Ordering;
use crate::{
    crash,
    log::LeasedTask,
    payment::{ChargeOutcome, ChargeRequest, Lookup, RefundOutcome, RefundRequest},
};
use domain::{
    Money, Refusal, TaskId,
    order::{Command, Order, PaymentStatus, TaskKind},
    planted::{Bug, planted},
    ports::Answer,
};
use std::sync::Arc;

/// Seconds in which a charge that was asked for may still reach the gateway: as long as its process may hold on to it (the lease), and as
/// long again and more for a request that is stuck on its way.
pub(super) const LONGEST_WAY: i64 = 120;

/// What became of a task: over, or to be tried again because of something.
pub(super) enum Outcome {
    Done,
    Again(String),
}

impl Ordering {
    /// Charges while the customer waits.
    pub(super) async fn charge(&self, task: &LeasedTask, order: &Arc<Order>) -> Answer<Arc<Order>> {
        let Some(request) = request(task, order) else { return Ok(order.clone()) };
        crash::point("charge.before");
        let outcome = self.gateway.charge(&request).await;
        crash::point("charge.after");
        match outcome {
            ChargeOutcome::Approved { payment_key, .. } => self.confirm(task, payment_key, request.amount).await,
            ChargeOutcome::Declined { code, .. } => self.settle(task, Command::DeclinePayment { reason: code }).await,
            ChargeOutcome::Unavailable { why, retry_after } => {
                // That the breaker has opened is said once, by itself.
                if retry_after.is_none() {
                    tracing::warn!(why, "the payment gateway is not available");
                }
                let until = self.clock.now().plus_seconds(self.deadlines.payment_hold);
                let order = self.settle(task, Command::DeferPayment { until }).await?;
                match order.payment.status {
                    PaymentStatus::Deferred => Err(payment_is_busy(&order, retry_after)),
                    _ => Ok(order),
                }
            }
            ChargeOutcome::Unknown { why } if planted(Bug::LostChargeTakenForDeclined) => {
                self.settle(task, Command::DeclinePayment { reason: why }).await
            }
            ChargeOutcome::Unknown { why } => {
                tracing::warn!(why, "a charge has no answer");
                let order = self.note(task, Command::LosePayment).await;
                let soon = self.clock.now().plus_seconds(1);
                if let Err(error) = self.tasks.give_back(task, soon, &why).await {
                    tracing::error!(%error, "a task keeps its lease until it runs out");
                }
                order
            }
        }
    }

    /// A charge that nobody waits for any more: its process died, or its answer was lost. It is looked up, never assumed.
    pub(super) async fn settle_charge(&self, task: &LeasedTask, order: &Arc<Order>) -> Answer<Outcome> {
        let Some(request) = request(task, order) else { return Ok(Outcome::Done) };
        match self.gateway.find(task.order_id).await {
            Lookup::Charged { payment_key, amount, refunded } if refunded.is_zero() => {
                self.confirm(task, payment_key, amount).await?;
                return Ok(Outcome::Done);
            }
            // By somebody at the gateway's console.
            Lookup::Charged { amount, refunded, .. } if refunded >= amount => {
                return self.never_charged(task, "given_back").await;
            }
            // Neither paid nor given back: reconciliation reports it, and somebody has to say what it is to be.
            Lookup::Charged { .. } => return Ok(Outcome::Again("a part of it was given back by hand".to_owned())),
            Lookup::Unknown { why } => return Ok(Outcome::Again(why)),
            // Nobody wants a dinner that was given up long ago.
            Lookup::NotFound if self.is_too_late_to_charge(order, 0) => {
                if !self.is_too_late_to_charge(order, LONGEST_WAY) {
                    return Ok(Outcome::Again("it may still be on its way".to_owned()));
                }
                return self.never_charged(task, "too_late").await;
            }
            // The first call may still be on its way; the same key cannot charge twice.
            Lookup::NotFound => {}
        }
        match self.gateway.charge(&request).await {
            ChargeOutcome::Approved { payment_key, .. } => self.confirm(task, payment_key, request.amount).await?,
            ChargeOutcome::Declined { code, .. } => self.settle(task, Command::DeclinePayment { reason: code }).await?,
            ChargeOutcome::Unavailable { why, .. } | ChargeOutcome::Unknown { why } => return Ok(Outcome::Again(why)),
        };
        Ok(Outcome::Done)
    }

    /// Whether the order could be held no longer than until so many seconds ago.
    fn is_too_late_to_charge(&self, order: &Order, seconds: i64) -> bool {
        let held = order.placed_at.plus_seconds(self.deadlines.payment_hold);
        self.clock.now() >= order.payment.hold_until.unwrap_or(held).max(held).plus_seconds(seconds)
    }

    async fn never_charged(&self, task: &LeasedTask, reason: &str) -> Answer<Outcome> {
        self.settle(task, Command::DeclinePayment { reason: reason.to_owned() }).await.map(|_| Outcome::Done)
    }

    pub(super) async fn refund(&self, task: &LeasedTask, payment_key: &str, amount: Money) -> Answer<Outcome> {
        let request = RefundRequest {
            key: key(task),
            payment_key: payment_key.to_owned(),
            amount,
            reason: format!("order {}", task.order_id),
        };
        crash::point("refund.before");
        let outcome = self.gateway.refund(&request).await;
        crash::point("refund.after");
        match outcome {
            RefundOutcome::Unknown { .. } if planted(Bug::LostRefundTakenForMade) => {
                self.settle(task, Command::SettleRefund { amount }).await.map(|_| Outcome::Done)
            }
            RefundOutcome::Refunded { .. } => self.settle(task, Command::SettleRefund { amount }).await.map(|_| Outcome::Done),
            RefundOutcome::Refused { code, message } => match self.gateway.find(task.order_id).await {
                Lookup::Charged { refunded, .. } if refunded >= amount => {
                    self.settle(task, Command::SettleRefund { amount }).await.map(|_| Outcome::Done)
                }
                _ => {
                    // Trying again seldom helps: somebody has to look at it.
                    metrics::counter!("hansang_refunds_refused_total").increment(1);
                    tracing::error!(order = %task.order_id, code, message, "the payment gateway refuses a refund");
                    Ok(Outcome::Again(format!("{code}: {message}")))
                }
            },
            RefundOutcome::Unknown { why } | RefundOutcome::Unavailable { why } => Ok(Outcome::Again(why)),
        }
    }

    async fn confirm(&self, task: &LeasedTask, payment_key: String, amount: Money) -> Answer<Arc<Order>> {
        self.settle(task, Command::ConfirmPayment { payment_key, amount }).await
    }
}

/// It is held, and may be paid in `retry_after` seconds; in a moment, if nobody knows.
pub(super) fn payment_is_busy(order: &Order, retry_after: Option<u32>) -> Refusal {
    let hold_until = order.payment.hold_until.unwrap_or(order.placed_at);
    Refusal::PaymentBusy { order_id: order.id, hold_until, retry_after: retry_after.unwrap_or(5) }
}

fn request(task: &LeasedTask, order: &Order) -> Option<ChargeRequest> {
    let TaskKind::Charge { card, amount } = &task.kind else { return None };
    Some(ChargeRequest {
        key: key(task),
        order: task.order_id,
        order_name: format!("{} {}", order.store.name, order.number),
        customer: order.customer.id,
        amount: *amount,
        card: card.clone(),
    })
}

/// However often a task is tried, towards the gateway it is one call.
fn key(task: &LeasedTask) -> TaskId {
    let tries = if planted(Bug::NewKeyOnRetry) { task.attempts - 1 } else { 0 };
    TaskId(uuid::Uuid::from_u128(task.id.0.as_u128() ^ tries as u128))
}
