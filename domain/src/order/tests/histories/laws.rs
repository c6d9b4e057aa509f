//! What is true of an order at every moment.

use super::trial::Trial;
use crate::{
    Money,
    order::*,
    store::StoreKind::{self, *},
};
use std::collections::BTreeMap;

use PaymentStatus::{Declined, Deferred, Paid, Pending, Refunded, Refunding, Unknown, Void};
use Status::*;

/// The status automaton of the API, as a table.
const ALWAYS: &[(Status, Status)] = &[
    (AwaitingPayment, Placed),
    (AwaitingPayment, Expired),
    (AwaitingPayment, Cancelled),
    (Placed, Accepted),
    (Placed, Rejected),
    (Placed, Cancelled),
    (Accepted, Cancelled),
];
const RIDDEN: &[(Status, Status)] = &[
    (Accepted, Cooking),
    (Cooking, Ready),
    (Cooking, Cancelled),
    (Ready, Claimed),
    (Ready, Cancelled),
    (Claimed, PickedUp),
    (Claimed, Cancelled),
    (PickedUp, Delivered),
    (Delivered, Completed),
];
const COLLECTED: &[(Status, Status)] = &[
    (Accepted, Cooking),
    (Cooking, Ready),
    (Cooking, Cancelled),
    (Ready, Collected),
    (Ready, Cancelled),
    (Collected, Completed),
];
const SENT: &[(Status, Status)] =
    &[(Accepted, Packing), (Packing, Shipped), (Packing, Cancelled), (Shipped, Delivered), (Delivered, Completed)];

fn leads(kind: StoreKind, from: Status, to: Status) -> bool {
    let own = match kind {
        Restaurant => RIDDEN,
        Cafe => COLLECTED,
        MealKit => SENT,
    };
    ALWAYS.contains(&(from, to)) || own.contains(&(from, to))
}

/// No gap, no forbidden way, and nothing after the end but money coming back and people being told.
pub fn one_event_is_one_step(before: &Order, event: &Event, after: &Order) {
    assert_eq!(after.version, before.version + 1);
    let stays = before.status == after.status;
    assert!(stays || leads(before.store.kind, before.status, after.status), "{:?} to {:?}", before.status, after.status);
    assert_eq!(after.timeline.len(), before.timeline.len() + usize::from(!stays));
    if before.status.is_final() {
        let after_the_end = ["payment_confirmed", "refund_requested", "refund_settled", "seller_told", "delivery_cancelled"]
            .contains(&event.kind());
        assert!(stays && after_the_end, "{event:?} after {:?}", before.status);
    }
}

pub fn the_log_is_the_order(trial: &Trial) {
    let fold = trial.log.iter().fold(None, |order, (event, at)| evolve(order, event, *at));
    assert_eq!(fold.as_ref(), Some(&trial.order));
    assert_eq!(trial.order.version as usize, trial.log.len());
    assert!(trial.log.len() < 20, "an order has an end: {:?}", trial.log);
}

/// Charged once at most, refunded once at most, and each as the status says.
pub fn money_matches_status(trial: &Trial) {
    let Order { status, payment, total, .. } = &trial.order;
    let times = |kind| trial.log.iter().filter(|(event, _)| event.kind() == kind).count();
    for once in ["payment_confirmed", "refund_requested", "refund_settled"] {
        assert!(times(once) <= 1, "{once} twice: {:?}", trial.log);
    }
    let (charged, refunded) = (payment.charged, payment.refunded);
    let fits = match (status, payment.status) {
        (AwaitingPayment, Pending | Deferred | Unknown) => charged.is_zero() && refunded.is_zero(),
        (Expired | Cancelled, Void) | (Expired, Declined) => charged.is_zero() && refunded.is_zero(),
        (Expired | Cancelled | Rejected, Refunding) => !charged.is_zero() && refunded.is_zero(),
        (Expired | Cancelled | Rejected, Refunded) => !charged.is_zero() && refunded == charged,
        (AwaitingPayment | Expired | Cancelled | Rejected, _) => false,
        (_, Paid) => charged == *total && refunded.is_zero(),
        _ => false,
    };
    assert!(fits, "{status:?} with {payment:?} of {total}");
}

/// What lives or was eaten is gone from the stock; what ended otherwise is back.
pub fn stock_matches_status(trial: &Trial) {
    let mut expected: BTreeMap<_, i64> = BTreeMap::new();
    let back = matches!(trial.order.status, Expired | Cancelled | Rejected);
    for line in trial.order.lines.iter().filter(|line| line.counted) {
        *expected.entry(line.menu_item_id).or_default() -= if back { 0 } else { i64::from(line.quantity.count()) };
    }
    let mut moved: BTreeMap<_, i64> = BTreeMap::new();
    for StockMove { item, change } in &trial.stock {
        *moved.entry(*item).or_default() += *change;
    }
    assert_eq!(moved, expected);
}

/// Nothing is left lying: there is work to do, or a person whose turn it is, or it is over.
pub fn somebody_has_the_next_move(trial: &Trial) {
    let Order { status, payment, ending, .. } = &trial.order;
    let some = |kinds: &[&str]| trial.tasks.iter().any(|task| kinds.contains(&task.kind.as_str()));
    let told = ending.as_ref().map_or(0, |ending| ending.seller_told);
    let called_off = trial.order.store.kind == MealKit && *status == Cancelled && trial.order.was_paid();
    let moves = match (status, payment.status) {
        (AwaitingPayment, Deferred) => some(&["payment_hold"]),
        (AwaitingPayment, _) => some(&["charge"]),
        (Placed, _) => some(&["accept_deadline"]),
        (Delivered | Status::Collected, _) => some(&["auto_receipt"]),
        (_, Refunding) if called_off && told == 0 => some(&["tell_seller"]),
        (_, Refunding) => some(&["refund"]),
        (_, Refunded) if called_off && told < 2 => some(&["tell_seller"]),
        _ => true,
    };
    assert!(moves, "nobody cares for {status:?} with {payment:?}, seller told {told} times: {:?}", trial.tasks);
}

/// The gateway keeps exactly what the order says that it was charged and not given back.
pub fn the_gateway_agrees(trial: &Trial) {
    let Order { status, payment, total, .. } = &trial.order;
    assert_eq!(trial.gateway.balance(), payment.charged.minus(payment.refunded).unwrap());
    let owed = if matches!(status, Expired | Cancelled | Rejected) { Money::ZERO } else { *total };
    assert_eq!(trial.gateway.balance(), owed, "{status:?}");
    assert!(!matches!(status, AwaitingPayment | Placed | Delivered | Status::Collected), "left lying in {status:?}");
}

/// A parcel that was called off told its story in the order that was promised.
pub fn everybody_was_told(trial: &Trial) {
    let kinds: Vec<_> = trial.log.iter().map(|(event, _)| event.kind()).collect();
    let Some(end) = kinds.iter().position(|kind| *kind == "cancelled") else { return };
    if trial.order.store.kind == MealKit && trial.order.was_paid() {
        let whole = ["cancelled", "refund_requested", "seller_told", "refund_settled", "delivery_cancelled", "seller_told"];
        assert_eq!(kinds[end..], whole);
    }
}
