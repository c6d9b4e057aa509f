use super::{policy::seller_comes_first, rules::*, *};
use crate::{
    account::{Account, Actor},
    planted::{Bug, planted},
    refusal::Refusal,
    store::Shop,
};

/// What a decision may look at besides the order: nothing else is known.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub now: Timestamp,
    /// The id a new order would get.
    pub order_id: OrderId,
    /// The store and its menu, for placing an order.
    pub shop: Option<&'a Shop>,
    pub deadlines: &'a Deadlines,
}

/// Seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For a store to answer a paid order.
    pub accept: i64,
    /// For a customer to pay an order that is held.
    pub payment_hold: i64,
    /// For a customer to confirm before it is taken as received.
    pub auto_receipt: i64,
}

impl Default for Deadlines {
    fn default() -> Deadlines {
        Deadlines { accept: 180, payment_hold: 600, auto_receipt: 86_400 }
    }
}

/// What follows from a command: events, and work that only the command knows of (a card is charged, never recorded).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decision {
    pub events: Vec<Event>,
    pub tasks: Vec<Task>,
}

impl From<Vec<Event>> for Decision {
    fn from(events: Vec<Event>) -> Decision {
        Decision { events, tasks: Vec::new() }
    }
}

/// The rule book: what a command makes of an order, or why not.
pub fn decide(order: Option<&Order>, command: &Command, actor: &Actor, facts: &Facts) -> Result<Decision, Refusal> {
    role_may(actor, command)?;
    let Some(order) = order else {
        return match (command, actor) {
            (Command::Place(wish), Actor::Person(customer)) => placement::place(wish, customer, facts),
            _ => Err(Refusal::NotFound),
        };
    };
    if !matches!(command, Command::Claim) {
        is_theirs(order, actor)?;
    }
    match command {
        Command::Place(PlaceOrder { card, .. }) | Command::Pay { card } => {
            payment_is_deferred(order)?;
            Ok(Decision { events: Vec::new(), tasks: vec![placement::charge(card, order.total, facts)] })
        }
        _ => advance(order, command, actor, facts).map(Decision::from),
    }
}

fn advance(order: &Order, command: &Command, actor: &Actor, facts: &Facts) -> Result<Vec<Event>, Refusal> {
    use Fulfilment::*;
    match command {
        Command::Place(_) | Command::Pay { .. } => Ok(Vec::new()),

        Command::ConfirmPayment { payment_key, amount } => confirm_payment(order, payment_key, *amount, facts),
        Command::DeclinePayment { reason } => {
            payment_is_open(order)?;
            Ok(vec![Event::PaymentDeclined { reason: reason.clone() }, Event::Expired {}])
        }
        Command::DeferPayment { until } => {
            payment_is_open(order)?;
            let first = order.payment.status != PaymentStatus::Deferred;
            // Trying again does not hold the stock for longer.
            let until = order.payment.hold_until.unwrap_or(*until);
            Ok(if first { vec![Event::PaymentDeferred { until }] } else { Vec::new() })
        }
        // Nothing is lost with an order that has ended; what may still come in is for whoever looks after the charge.
        Command::LosePayment if order.ended_unpaid() => Ok(Vec::new()),
        Command::LosePayment => {
            payment_is_open(order)?;
            let first = order.payment.status != PaymentStatus::Unknown;
            Ok(if first { vec![Event::PaymentUnknown {}] } else { Vec::new() })
        }
        Command::Expire => {
            payment_is_deferred(order)?;
            hold_has_ended(order, facts.now)?;
            Ok(vec![Event::Expired {}])
        }

        Command::Accept { prep } => {
            awaits_answer(order)?;
            Ok(vec![Event::Accepted { prep_minutes: *prep, ready_at: facts.now.plus_minutes(i64::from(*prep)) }])
        }
        Command::Reject { reason, text } => {
            awaits_answer(order)?;
            is_a_stores_reason(*reason)?;
            Ok(with_refund(order, Event::Rejected { reason: *reason, text: text.clone() }))
        }
        Command::StartCooking => {
            goes_by(order, &[RiderDelivery, CounterPickup])?;
            is_in(order, &[Status::Accepted])?;
            Ok(vec![Event::CookingStarted {}])
        }
        Command::FinishCooking => {
            is_in(order, &[Status::Cooking])?;
            Ok(vec![Event::CookingFinished {}])
        }
        Command::Collect => {
            goes_by(order, &[CounterPickup])?;
            is_in(order, &[Status::Ready])?;
            Ok(vec![Event::Collected {}])
        }
        Command::StartPacking => {
            goes_by(order, &[Parcel])?;
            is_in(order, &[Status::Accepted])?;
            Ok(vec![Event::PackingStarted {}])
        }
        Command::Ship { carrier, tracking_no } => {
            is_in(order, &[Status::Packing])?;
            Ok(vec![Event::Shipped { carrier: carrier.clone(), tracking_no: tracking_no.clone() }])
        }

        Command::Claim => {
            is_up_for_grabs(order)?;
            let rider = actor.account().ok_or(Refusal::Forbidden)?;
            Ok(vec![Event::Claimed { rider: person(rider) }])
        }
        Command::PickUp { number } => {
            is_in(order, &[Status::Claimed])?;
            number_matches(order, number)?;
            Ok(vec![Event::PickedUp {}])
        }
        Command::DropOff => {
            let parcel = actor.account().is_some_and(|account| account.id == order.store.owner);
            goes_by(order, if parcel { &[Parcel] } else { &[RiderDelivery] })?;
            is_in(order, &[Status::PickedUp, Status::Shipped])?;
            Ok(vec![Event::Delivered {}])
        }
        Command::ConfirmReceipt => confirm_receipt(order),

        Command::Cancel { reason } => cancel(order, actor, reason.clone()),
        Command::GiveUpOnStore => {
            awaits_answer(order)?;
            Ok(with_refund(order, Event::Cancelled { by: By::System, reason: EndReason::AcceptDeadline, text: None }))
        }
        Command::TellSeller => Ok(tell_seller(order)),
        Command::SettleRefund { amount } => settle_refund(order, *amount),
    }
}

/// The money came. If the order ended meanwhile, or it is not what the order costs, it goes straight back.
fn confirm_payment(order: &Order, payment_key: &str, amount: Money, facts: &Facts) -> Result<Vec<Event>, Refusal> {
    let accept_by = facts.now.plus_seconds(facts.deadlines.accept);
    let confirmed = Event::PaymentConfirmed { payment_key: payment_key.to_owned(), amount, accept_by };
    match order.status {
        Status::AwaitingPayment if amount == order.total => Ok(vec![confirmed]),
        Status::AwaitingPayment => Ok(vec![Event::Expired {}, confirmed, Event::RefundRequested { amount }]),
        _ if order.ended_unpaid() && planted(Bug::LateMoneyKept) => Ok(vec![confirmed]),
        _ if order.ended_unpaid() => Ok(vec![confirmed, Event::RefundRequested { amount }]),
        status => Err(Refusal::WrongStatus(status)),
    }
}

/// Received at the door; at a counter the customer may be the first to say so.
fn confirm_receipt(order: &Order) -> Result<Vec<Event>, Refusal> {
    match (order.fulfilment(), order.status) {
        (Fulfilment::CounterPickup, Status::Ready) => Ok(vec![Event::Collected {}, Event::ReceiptConfirmed {}]),
        (_, Status::Delivered | Status::Collected) => Ok(vec![Event::ReceiptConfirmed {}]),
        (_, status) => Err(Refusal::WrongStatus(status)),
    }
}

fn cancel(order: &Order, actor: &Actor, text: Option<Reason>) -> Result<Vec<Event>, Refusal> {
    let (by, reason) = match actor {
        Actor::Person(Account { role: crate::account::Role::Customer, .. }) => {
            not_yet_being_made(order)?;
            (By::Customer, EndReason::ChangedMind)
        }
        Actor::Person(_) => {
            not_yet_handed_over(order)?;
            (By::Operator, EndReason::Other)
        }
        Actor::System => return Err(Refusal::Forbidden),
    };
    let mut events = with_refund(order, Event::Cancelled { by, reason, text });
    if order.rider.is_some() {
        events.push(Event::DeliveryCancelled {});
    }
    Ok(events)
}

/// An end gives back what was charged, no more and no less.
fn with_refund(order: &Order, end: Event) -> Vec<Event> {
    let owed = order.payment.charged;
    if owed.is_zero() || planted(Bug::RefundForgotten) { vec![end] } else { vec![end, Event::RefundRequested { amount: owed }] }
}

/// Twice: before the money goes back, and after the delivery is cancelled.
fn tell_seller(order: &Order) -> Vec<Event> {
    let told = order.ending.as_ref().map_or(2, |ending| ending.seller_told);
    let due = match order.payment.status {
        _ if !seller_comes_first(order) => false,
        PaymentStatus::Refunding => told < 1,
        PaymentStatus::Refunded => told < 2,
        _ => false,
    };
    if due { vec![Event::SellerTold {}] } else { Vec::new() }
}

fn settle_refund(order: &Order, amount: Money) -> Result<Vec<Event>, Refusal> {
    if order.payment.status != PaymentStatus::Refunding {
        return Err(Refusal::WrongStatus(order.status));
    }
    is_what_was_charged(order, amount)?;
    let settled = Event::RefundSettled { amount };
    Ok(if seller_comes_first(order) { vec![settled, Event::DeliveryCancelled {}] } else { vec![settled] })
}

pub(super) fn person(account: &Account) -> Person {
    Person { id: account.id, name: account.name.clone() }
}
