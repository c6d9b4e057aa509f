//! The rules of the trade, one function each: it allows, or refuses with a reason.

use super::*;
use crate::{
    account::{Account, Actor, Role},
    planted::{Bug, planted},
    refusal::Refusal,
};

type Rule = Result<(), Refusal>;

/// What a role may never do is forbidden, whoever's order it is.
pub fn role_may(actor: &Actor, command: &Command) -> Rule {
    let Actor::Person(account) = actor else { return Ok(()) };
    let allowed: &[Role] = match command {
        Command::Place(_) | Command::Pay { .. } | Command::ConfirmReceipt => &[Role::Customer],
        Command::Cancel { .. } => &[Role::Customer, Role::Operator],
        Command::Accept { .. }
        | Command::Reject { .. }
        | Command::StartCooking
        | Command::FinishCooking
        | Command::Collect
        | Command::StartPacking
        | Command::Ship { .. } => &[Role::Owner],
        Command::DropOff => &[Role::Owner, Role::Rider],
        Command::Claim | Command::PickUp { .. } => &[Role::Rider],
        Command::ConfirmPayment { .. }
        | Command::DeclinePayment { .. }
        | Command::DeferPayment { .. }
        | Command::LosePayment
        | Command::Expire
        | Command::GiveUpOnStore
        | Command::TellSeller
        | Command::SettleRefund { .. } => &[],
    };
    allow(allowed.contains(&account.role), Refusal::Forbidden)
}

/// What is not yours does not exist for you: the customer's own, the owner's once paid, the rider's once claimed, the operators' all.
pub fn is_theirs(order: &Order, actor: &Actor) -> Rule {
    allow(order.is_visible_to(actor), Refusal::NotFound)
}

impl Order {
    /// Who may see it; see [`is_theirs`].
    pub fn is_visible_to(&self, actor: &Actor) -> bool {
        match actor {
            Actor::System => true,
            Actor::Person(Account { id, role, .. }) => match role {
                Role::Customer => self.customer.id == *id,
                Role::Owner => self.store.owner == *id && self.was_paid(),
                Role::Rider => self.rider.as_ref().is_some_and(|rider| rider.id == *id),
                Role::Operator => true,
            },
        }
    }
}

/// Its store has this step.
pub fn goes_by(order: &Order, ways: &[Fulfilment]) -> Rule {
    allow(ways.contains(&order.fulfilment()), Refusal::WrongStatus(order.status))
}

pub fn is_in(order: &Order, statuses: &[Status]) -> Rule {
    allow(statuses.contains(&order.status), Refusal::WrongStatus(order.status))
}

/// The store may answer until the accept deadline has passed.
pub fn awaits_answer(order: &Order) -> Rule {
    is_in(order, &[Status::Placed])
}

/// Its payment is still open: being charged, deferred, or looked up.
pub fn payment_is_open(order: &Order) -> Rule {
    let open = matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::Deferred | PaymentStatus::Unknown);
    allow(open && order.status == Status::AwaitingPayment, Refusal::WrongStatus(order.status))
}

/// Only what the gateway surely did not do may be tried again.
pub fn payment_is_deferred(order: &Order) -> Rule {
    is_in(order, &[Status::AwaitingPayment])?;
    allow(order.payment.status == PaymentStatus::Deferred, Refusal::WrongStatus(order.status))
}

/// What was promised to a customer is kept, however early the platform comes to look.
pub fn hold_has_ended(order: &Order, now: Timestamp) -> Rule {
    allow(order.payment.hold_until.is_none_or(|until| until <= now), Refusal::WrongStatus(order.status))
}

/// A store says no for reasons of its own; the others are not for it to give.
pub fn is_a_stores_reason(reason: EndReason) -> Rule {
    let own = matches!(reason, EndReason::SoldOut | EndReason::Busy | EndReason::Closing | EndReason::Other);
    allow(own, Refusal::invalid("/reason", "is not a reason that a store may give"))
}

/// Money goes back whole.
pub fn is_what_was_charged(order: &Order, amount: Money) -> Rule {
    allow(amount == order.payment.charged, Refusal::invalid("/amount", "is not what was charged"))
}

/// A customer may change their mind until the making has begun.
pub fn not_yet_being_made(order: &Order) -> Rule {
    is_in(order, &[Status::AwaitingPayment, Status::Placed, Status::Accepted])
}

/// An operator may cancel until the food has left the store.
pub fn not_yet_handed_over(order: &Order) -> Rule {
    is_in(
        order,
        &[
            Status::AwaitingPayment,
            Status::Placed,
            Status::Accepted,
            Status::Cooking,
            Status::Ready,
            Status::Claimed,
            Status::Packing,
        ],
    )
}

/// One rider wins, the others come too late. Before it is paid it does not exist for riders.
pub fn is_up_for_grabs(order: &Order) -> Rule {
    allow(order.was_paid(), Refusal::NotFound)?;
    goes_by(order, &[Fulfilment::RiderDelivery])?;
    if planted(Bug::TwoRidersClaim) {
        return is_in(order, &[Status::Ready, Status::Claimed]);
    }
    allow(order.rider.is_none(), Refusal::AlreadyClaimed)?;
    is_in(order, &[Status::Ready])
}

/// Nobody takes the wrong bag.
pub fn number_matches(order: &Order, typed: &str) -> Rule {
    allow(order.number.is_meant_by(typed), Refusal::invalid("/number", "is not the number of this order"))
}

fn allow(allowed: bool, refusal: Refusal) -> Rule {
    if allowed { Ok(()) } else { Err(refusal) }
}
