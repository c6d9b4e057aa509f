//! Random histories: whoever tries whatever, whenever work is done, however the gateway answers.

mod gateway;
mod laws;
mod step;
mod trial;

use crate::{order::*, store::StoreKind};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use std::collections::BTreeSet;
use step::{Step, anything, as_it_can_be, wish};
use trial::Trial;

fn kind() -> impl Strategy<Value = StoreKind> {
    prop::sample::select(StoreKind::ALL.to_vec())
}

fn play(kind: StoreKind, wish: PlaceOrder, steps: &[Step]) -> Trial {
    let mut trial = Trial::begin(kind, wish);
    for step in steps {
        trial.take(step);
        laws::money_matches_status(&trial);
        laws::stock_matches_status(&trial);
    }
    laws::the_log_is_the_order(&trial);
    trial
}

proptest! {
    #![proptest_config(Config::with_cases(400))]

    /// Commands of the platform are thrown in at random, so money may be named that never moved: still no law is broken.
    #[test]
    fn whatever_anybody_tries_an_order_keeps_to_its_way(
        kind in kind(), wish in wish(), steps in prop::collection::vec(anything(), 0..60),
    ) {
        play(kind, wish, &steps);
    }

    /// The platform does only what its tasks ask for: then the gateway's ledger and the order say the same in the end.
    #[test]
    fn whatever_the_gateway_answers_nobody_pays_for_nothing(
        kind in kind(), wish in wish(), steps in prop::collection::vec(as_it_can_be(), 0..60),
    ) {
        let mut trial = Trial::begin(kind, wish);
        for step in &steps {
            trial.take(step);
            laws::money_matches_status(&trial);
            laws::somebody_has_the_next_move(&trial);
        }
        trial.finish_all_work();
        laws::money_matches_status(&trial);
        laws::stock_matches_status(&trial);
        laws::the_gateway_agrees(&trial);
        laws::everybody_was_told(&trial);
    }
}

/// Laws that are never put to the test prove nothing.
#[test]
fn the_histories_reach_every_status_of_every_kind_and_every_end_of_a_payment() {
    let ends =
        ["Expired Declined", "Expired Void", "Expired Refunded", "Cancelled Void", "Cancelled Refunded", "Rejected Refunded"];
    let mut runner = TestRunner::deterministic();
    let steps = prop::collection::vec(as_it_can_be(), 40..60);
    for kind in StoreKind::ALL {
        let mut missing: BTreeSet<_> = super::world::statuses(kind).iter().map(|status| format!("{status:?}")).collect();
        missing.extend(ends.map(str::to_owned));
        for _ in 0..1_000 {
            let wish = wish().new_tree(&mut runner).unwrap().current();
            let steps = steps.new_tree(&mut runner).unwrap().current();
            let mut trial = play(kind, wish, &steps);
            trial.finish_all_work();
            let Order { timeline, status, payment, .. } = trial.order;
            missing.remove(&format!("{status:?} {:?}", payment.status));
            missing.retain(|wanted| timeline.iter().all(|step| format!("{:?}", step.status) != *wanted));
            if missing.is_empty() {
                break;
            }
        }
        assert!(missing.is_empty(), "{kind:?} never reaches {missing:?}");
    }
}
