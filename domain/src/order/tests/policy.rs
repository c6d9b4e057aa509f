//! Which work follows which event: one row an event.

use super::{story::given, world::*};
use crate::{
    order::*,
    store::StoreKind::{self, *},
};

/// What the last event of a history asks for.
fn asked(events: Vec<Event>) -> Vec<Task> {
    let (last, past) = events.split_last().expect("something happened");
    given(past.to_vec()).with_nothing_to_do().tell(last.clone()).tasks
}

fn at(seconds: i64, kind: TaskKind) -> Vec<Task> {
    vec![Task { kind, due_at: EVENING.plus_seconds(seconds) }]
}

fn refund(kind: StoreKind) -> Vec<Task> {
    at(0, TaskKind::Refund { payment_key: PAYMENT_KEY.to_owned(), amount: total(kind) })
}

#[test]
fn a_paid_order_asks_for_its_accept_deadline() {
    for kind in StoreKind::ALL {
        assert_eq!(asked(history(kind, Status::Placed)), at(180, TaskKind::AcceptDeadline {}));
    }
}

#[test]
fn a_held_order_asks_for_the_end_of_its_hold() {
    assert_eq!(asked(vec![placed(Restaurant), deferred()]), at(600, TaskKind::PaymentHold {}));
}

#[test]
fn what_has_arrived_asks_for_its_receipt_in_a_day() {
    for (kind, status) in [(Restaurant, Status::Delivered), (MealKit, Status::Delivered), (Cafe, Status::Collected)] {
        assert_eq!(asked(history(kind, status)), at(86_400, TaskKind::AutoReceipt {}));
    }
}

#[test]
fn a_refund_that_is_asked_for_is_made() {
    for kind in StoreKind::ALL {
        assert_eq!(asked(history(kind, Status::Rejected)), refund(kind));
    }
    for kind in [Restaurant, Cafe] {
        assert_eq!(asked(history(kind, Status::Cancelled)), refund(kind));
    }
}

#[test]
fn the_seller_of_a_parcel_comes_before_the_refund_and_after_the_delivery() {
    let mut events = history(MealKit, Status::Cancelled);
    assert_eq!(asked(events.clone()), at(0, TaskKind::TellSeller {}));
    events.push(Event::SellerTold {});
    assert_eq!(asked(events.clone()), refund(MealKit));
    events.push(refund_settled(MealKit));
    assert_eq!(asked(events.clone()), []);
    events.push(Event::DeliveryCancelled {});
    assert_eq!(asked(events.clone()), at(0, TaskKind::TellSeller {}));
    events.push(Event::SellerTold {});
    assert_eq!(asked(events), []);
}

#[test]
fn money_that_came_too_late_asks_for_a_refund_and_for_no_deadline() {
    for kind in StoreKind::ALL {
        let ended = vec![placed(kind), called_off(), paid(kind)];
        assert_eq!(asked(ended.clone()), []);
        assert_eq!(asked([ended, vec![refund_requested(kind)]].concat()), refund(kind));
    }
}

#[test]
fn all_else_waits_for_people() {
    use Status::*;
    for kind in StoreKind::ALL {
        for status in [AwaitingPayment, Accepted, Cooking, Ready, Claimed, PickedUp, Packing, Shipped, Completed, Expired] {
            if statuses(kind).contains(&status) {
                assert_eq!(asked(history(kind, status)), [], "{kind:?} in {status:?}");
            }
        }
    }
    assert_eq!(asked(vec![placed(Restaurant), Event::PaymentUnknown {}]), [], "its charge is still to be settled");
    let dish =
        [history(Restaurant, Claimed), vec![called_off(), refund_requested(Restaurant), Event::DeliveryCancelled {}]].concat();
    assert_eq!(asked(dish), []);
}
