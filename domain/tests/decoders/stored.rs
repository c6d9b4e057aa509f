//! What stands in the log: should a disk or a hand have changed it, it is refused or read, and whatever was read can be folded.

use super::{
    examples,
    json::{like_json, read, reads_back},
};
use domain::{
    order::{Deadlines, Event, Order, Placed, Task, evolve, policy, stock_moves},
    views::{DeliveryView, MyDelivery, OrderView},
    *,
};
use proptest::{prelude::*, sample::select};
use serde_json::Value;

fn any_event() -> impl Strategy<Value = Value> {
    select(examples::events()).prop_flat_map(like_json)
}

fn order() -> Order {
    let events = examples::events().into_iter().map(|event| serde_json::from_value(event).unwrap());
    events.take(7).fold(None, |order, event: Event| evolve(order, &event, Timestamp::default())).unwrap()
}

proptest! {
    #[test]
    fn an_event_that_is_read_can_be_folded_and_shown(json in any_event(), at in any::<i64>()) {
        let Some(event) = read::<Event>(&json)? else { return Ok(()) };
        let at = Timestamp::from_micros(at);
        for before in [None, Some(order())] {
            let Some(after) = evolve(before, &event, at) else { continue };
            let _ = (policy(&after, &event, at, &Deadlines::default()), stock_moves(&after, &event));
            let _ = (DeliveryView::of(&after, None), MyDelivery::of(&after));
            reads_back(&after)?;
            reads_back(&OrderView::from(&after))?;
        }
    }

    #[test]
    fn a_placed_order_is_read_or_refused(json in like_json(examples::placed()["placed"].clone())) {
        read::<Placed>(&json)?;
    }

    #[test]
    fn the_state_of_an_order_is_read_or_refused(json in like_json(serde_json::to_value(order()).unwrap())) {
        if let Some(order) = read::<Order>(&json)? {
            let _ = (order.was_paid(), order.ended_unpaid(), order.arrive_by_estimate());
            reads_back(&OrderView::from(&order))?;
        }
    }

    #[test]
    fn a_task_is_read_or_refused(json in like_json(examples::task())) {
        read::<Task>(&json)?;
    }
}

#[test]
fn every_example_of_an_event_is_one() {
    for event in examples::events() {
        assert!(serde_json::from_value::<Event>(event.clone()).is_ok(), "{event}");
    }
}
