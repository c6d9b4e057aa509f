use super::{EVENING, number, placed, rider, text, total};
use crate::{order::*, store::StoreKind};

/// What the gateway calls the charge.
pub const PAYMENT_KEY: &str = "pay_1";

pub fn paid(kind: StoreKind) -> Event {
    Event::PaymentConfirmed { payment_key: PAYMENT_KEY.to_owned(), amount: total(kind), accept_by: EVENING.plus_seconds(180) }
}

pub fn declined() -> Event {
    Event::PaymentDeclined { reason: "REJECT_CARD_PAYMENT".to_owned() }
}

/// Payment was busy; the order is held for ten minutes.
pub fn deferred() -> Event {
    Event::PaymentDeferred { until: EVENING.plus_seconds(600) }
}

pub fn accepted() -> Event {
    Event::Accepted { prep_minutes: number(20), ready_at: EVENING.plus_minutes(20) }
}

pub fn rejected() -> Event {
    Event::Rejected { reason: EndReason::SoldOut, text: None }
}

pub fn claimed() -> Event {
    Event::Claimed { rider: Person { id: rider().id, name: rider().name } }
}

pub fn shipped() -> Event {
    Event::Shipped { carrier: text("CJ대한통운"), tracking_no: text("6543-2100-1234") }
}

pub fn cancelled(by: By, reason: EndReason) -> Event {
    Event::Cancelled { by, reason, text: None }
}

/// The customer changed their mind.
pub fn called_off() -> Event {
    cancelled(By::Customer, EndReason::ChangedMind)
}

pub fn refund_requested(kind: StoreKind) -> Event {
    Event::RefundRequested { amount: total(kind) }
}

pub fn refund_settled(kind: StoreKind) -> Event {
    Event::RefundSettled { amount: total(kind) }
}

/// The way of an order that went well until it reached `status`, or that ended in the plainest way there is.
///
/// # Panics
/// If this kind of store has no such status.
pub fn history(kind: StoreKind, status: Status) -> Vec<Event> {
    let begun = vec![placed(kind)];
    let bought = vec![placed(kind), paid(kind)];
    match status {
        Status::AwaitingPayment => begun,
        Status::Expired => [begun, vec![declined(), Event::Expired {}]].concat(),
        Status::Rejected => [bought, vec![rejected(), refund_requested(kind)]].concat(),
        Status::Cancelled => [bought, vec![called_off(), refund_requested(kind)]].concat(),
        _ => {
            let steps = Fulfilment::of(kind).steps();
            let last = steps.iter().position(|step| *step == status).expect("a status that this kind of store has");
            begun.into_iter().chain(steps[..=last].iter().map(|step| leading_to(*step, kind))).collect()
        }
    }
}

fn leading_to(status: Status, kind: StoreKind) -> Event {
    match status {
        Status::Placed => paid(kind),
        Status::Accepted => accepted(),
        Status::Cooking => Event::CookingStarted {},
        Status::Ready => Event::CookingFinished {},
        Status::Claimed => claimed(),
        Status::PickedUp => Event::PickedUp {},
        Status::Packing => Event::PackingStarted {},
        Status::Shipped => shipped(),
        Status::Collected => Event::Collected {},
        Status::Delivered => Event::Delivered {},
        Status::Completed => Event::ReceiptConfirmed {},
        Status::AwaitingPayment | Status::Expired | Status::Rejected | Status::Cancelled => {
            unreachable!("not on the way of a good order")
        }
    }
}

/// Every status that an order of this kind can have.
pub fn statuses(kind: StoreKind) -> Vec<Status> {
    let ends = [Status::Expired, Status::Rejected, Status::Cancelled];
    [&[Status::AwaitingPayment], Fulfilment::of(kind).steps(), &ends].concat()
}
