//! Whatever stands in a log can be folded, looked at, and read back as it was written.

use super::{
    arbitrary::{any_event, placed, time},
    story::given,
    world::*,
};
use crate::{order::*, store::StoreKind};
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

fn reads_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let written = serde_json::to_string(value).expect("it can be written");
    let read: T = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error} in {written}"));
    assert_eq!(&read, value);
}

proptest! {
    #[test]
    fn every_event_reads_back_as_it_was_written(event in any_event()) {
        reads_back(&event);
    }

    /// In the log an event is an object with its kind as the only key.
    #[test]
    fn every_event_is_filed_under_its_kind(event in any_event()) {
        let written = serde_json::to_value(&event).unwrap();
        prop_assert_eq!(written.as_object().unwrap().keys().collect::<Vec<_>>(), [event.kind()]);
    }

    #[test]
    fn no_sequence_of_events_is_too_strange_to_fold(
        first in placed(), events in prop::collection::vec((any_event(), time()), 0..12),
    ) {
        let first = (Event::Placed(Box::new(first)), EVENING);
        let mut order = None;
        for (event, at) in [vec![first], events].concat() {
            order = evolve(order, &event, at);
            let order = order.as_ref().unwrap();
            // Nor is what it makes too strange to look at.
            let _ = (order.was_paid(), order.arrive_at_estimate(), order.arrive_by_estimate());
            let _ = (stock_moves(order, &event), policy(order, &event, at, &Deadlines::default()));
        }
        reads_back(&order);
    }

    #[test]
    fn before_it_is_placed_nothing_can_have_happened(event in any_event(), at in time()) {
        prop_assert_eq!(evolve(None, &event, at).is_some(), matches!(event, Event::Placed(_)));
    }
}

#[test]
fn a_seller_who_is_told_a_thousand_times_breaks_nothing() {
    let story = given(history(StoreKind::MealKit, Status::Cancelled));
    let story = (0..1_000).fold(story, |story, _| story.tell(Event::SellerTold {}));
    assert_eq!(story.order().ending.as_ref().unwrap().seller_told, u8::MAX);
}

#[test]
fn every_piece_of_work_reads_back_as_it_was_written() {
    let kinds = [
        TaskKind::Charge { card: card(), amount: total(StoreKind::Cafe) },
        TaskKind::Refund { payment_key: PAYMENT_KEY.to_owned(), amount: total(StoreKind::Cafe) },
        TaskKind::TellSeller {},
        TaskKind::AcceptDeadline {},
        TaskKind::PaymentHold {},
        TaskKind::AutoReceipt {},
    ];
    for kind in kinds {
        assert_eq!(serde_json::to_value(&kind).unwrap().as_object().unwrap().keys().collect::<Vec<_>>(), [kind.as_str()]);
        reads_back(&Task { kind, due_at: EVENING });
    }
}

#[test]
fn every_status_reads_back_by_its_name() {
    for status in Status::ALL {
        assert_eq!(Status::parse(status.as_str()), Some(status));
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
    }
    assert_eq!(Status::parse("eaten"), None);
}
