use super::*;
use crate::planted::{Bug, planted};

/// Work that an event asks for: done at least once, with its id as the idempotency key towards the outside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub kind: TaskKind,
    pub due_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    Charge {
        card: CardToken,
        amount: Money,
    },
    Refund {
        payment_key: String,
        amount: Money,
    },
    /// Tell the seller of a parcel that the order, then that its delivery, is cancelled.
    TellSeller {},
    /// Cancel what the store has not answered.
    AcceptDeadline {},
    /// Let go of what was never paid.
    PaymentHold {},
    /// Complete what the customer never confirmed.
    AutoReceipt {},
}

/// Where work is done. What waits for the outside keeps no deadline waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// By the payment gateway, in its own time.
    Gateway,
    /// In the house, at once.
    House,
}

impl Desk {
    pub const ALL: [Desk; 2] = [Desk::House, Desk::Gateway];
}

impl TaskKind {
    pub const fn desk(&self) -> Desk {
        match self {
            TaskKind::Charge { .. } | TaskKind::Refund { .. } => Desk::Gateway,
            TaskKind::TellSeller {} | TaskKind::AcceptDeadline {} | TaskKind::PaymentHold {} | TaskKind::AutoReceipt {} => {
                Desk::House
            }
        }
    }

    pub const fn as_str(&self) -> &'static str {
        match self {
            TaskKind::Charge { .. } => "charge",
            TaskKind::Refund { .. } => "refund",
            TaskKind::TellSeller {} => "tell_seller",
            TaskKind::AcceptDeadline {} => "accept_deadline",
            TaskKind::PaymentHold {} => "payment_hold",
            TaskKind::AutoReceipt {} => "auto_receipt",
        }
    }
}

/// What must happen next. `order` is as it is after `event`, which happened at `at`.
pub fn policy(order: &Order, event: &Event, at: Timestamp, deadlines: &Deadlines) -> Vec<Task> {
    let now = |kind| vec![Task { kind, due_at: at }];
    let later = |kind, due_at| vec![Task { kind, due_at }];
    match event {
        Event::PaymentConfirmed { accept_by, .. } if order.status == Status::Placed => {
            later(TaskKind::AcceptDeadline {}, *accept_by)
        }
        Event::PaymentDeferred { .. } if planted(Bug::HoldNeverEnds) => Vec::new(),
        Event::PaymentDeferred { until } => later(TaskKind::PaymentHold {}, *until),
        Event::RefundRequested { .. } if seller_comes_first(order) => now(TaskKind::TellSeller {}),
        Event::SellerTold {} if order.payment.status == PaymentStatus::Refunding => refund(order, at),
        Event::RefundRequested { .. } => refund(order, at),
        Event::RefundSettled { .. } if planted(Bug::RefundTwice) => refund(order, at),
        Event::DeliveryCancelled {} if order.fulfilment() == Fulfilment::Parcel => now(TaskKind::TellSeller {}),
        Event::Delivered {} | Event::Collected {} => later(TaskKind::AutoReceipt {}, at.plus_seconds(deadlines.auto_receipt)),
        _ => Vec::new(),
    }
}

/// A parcel's seller hears of a cancellation before the money moves.
pub(super) fn seller_comes_first(order: &Order) -> bool {
    order.fulfilment() == Fulfilment::Parcel && order.status == Status::Cancelled && order.was_paid()
}

fn refund(order: &Order, at: Timestamp) -> Vec<Task> {
    let Some(payment_key) = order.payment.key.clone() else { return Vec::new() };
    vec![Task { kind: TaskKind::Refund { payment_key, amount: order.payment.charged }, due_at: at }]
}
