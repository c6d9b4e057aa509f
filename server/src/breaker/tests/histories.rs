//! Random histories: the breaker does what the model says, whoever calls whenever and however it goes.

use super::{super::*, model::Model, world::World};
use domain::planted::{self, Bug};
use proptest::{
    prelude::*,
    sample::{Index, select},
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

#[derive(Debug, Clone)]
enum Step {
    /// Somebody wants to call, and has this luck.
    Ask {
        luck: u64,
    },
    /// One that is under way ends, or is given up.
    End {
        which: Index,
        outcome: Option<Outcome>,
    },
    /// Calls one after the other, each of which ends at once.
    Calls {
        count: usize,
        outcome: Outcome,
    },
    Wait {
        tenths: u64,
    },
    /// Until the rest is over, or a tenth of a second less.
    Rest {
        short: bool,
    },
    /// A call that is given up, and three that go well: half-open, that closes it.
    Recover,
}

/// In milliseconds. The second is so long that an answer can be late and yet not slow.
const SLOW_AFTER: [u64; 2] = [2_000, 60_000];

fn outcome() -> impl Strategy<Value = Outcome> {
    select(vec![Outcome::Answered, Outcome::Failed, Outcome::Refused])
}

fn step() -> impl Strategy<Value = Step> {
    let end = prop_oneof![1 => Just(None), 4 => outcome().prop_map(Some)];
    prop_oneof![
        8 => luck().prop_map(|luck| Step::Ask { luck }),
        6 => (any::<Index>(), end).prop_map(|(which, outcome)| Step::End { which, outcome }),
        4 => (1usize..25, outcome()).prop_map(|(count, outcome)| Step::Calls { count, outcome }),
        3 => (0u64..25).prop_map(|tenths| Step::Wait { tenths }),
        1 => (80u64..120).prop_map(|tenths| Step::Wait { tenths }),
        3 => any::<bool>().prop_map(|short| Step::Rest { short }),
        1 => Just(Step::Recover),
    ]
}

/// Eighths, so that the jitter is whole milliseconds.
fn luck() -> impl Strategy<Value = u64> {
    (0u64..8).prop_map(|eighths| eighths * 125)
}

struct Trial {
    world: World,
    model: Model,
    luck: u64,
    under_way: Vec<(usize, Permit)>,
}

impl Trial {
    fn play(slow_after: u64, steps: &[Step]) -> Trial {
        let (world, model) = (World::patient(slow_after), Model::new(slow_after));
        let mut trial = Trial { world, model, luck: 0, under_way: Vec::new() };
        for step in steps {
            trial.take(step);
        }
        trial
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Ask { luck } => {
                self.luck = *luck;
                self.world.luck(*luck);
                self.ask();
            }
            Step::End { which, outcome } if !self.under_way.is_empty() => {
                let which = which.index(self.under_way.len());
                self.end(which, *outcome);
            }
            Step::End { .. } => {}
            Step::Calls { count, outcome } => self.calls(*count, *outcome),
            Step::Wait { tenths } => self.wait(100 * tenths),
            Step::Rest { short } => {
                let until = self.model.until().unwrap_or_default();
                // To a whole tenth of a second, as all times here, so that the window's slices do not show.
                let wait = until.saturating_sub(self.model.now).next_multiple_of(100);
                self.wait(if *short { wait.saturating_sub(100) } else { wait });
            }
            Step::Recover => {
                if let Some(call) = self.ask() {
                    self.end(call, None);
                }
                self.calls(3, Outcome::Answered);
            }
        }
    }

    fn calls(&mut self, count: usize, outcome: Outcome) {
        for _ in 0..count {
            if let Some(call) = self.ask() {
                self.end(call, Some(outcome));
            }
        }
    }

    /// Where it is among those under way.
    fn ask(&mut self) -> Option<usize> {
        let expected = self.model.ask(self.luck as f64 / 1_000.0);
        let answer = self.world.breaker.permit();
        assert_eq!(answer.as_ref().err().map(|open| open.retry_after), expected.err(), "at {} ms", self.model.now);
        self.states_agree();
        self.under_way.push((expected.ok()?, answer.ok()?));
        Some(self.under_way.len() - 1)
    }

    fn end(&mut self, which: usize, outcome: Option<Outcome>) {
        let (call, permit) = self.under_way.remove(which);
        self.model.end(call, outcome, self.luck as f64 / 1_000.0);
        match outcome {
            Some(outcome) => permit.settle(outcome),
            None => drop(permit),
        }
        self.states_agree();
    }

    fn wait(&mut self, millis: u64) {
        self.model.now += millis;
        self.world.wait(millis);
        self.states_agree();
    }

    fn states_agree(&self) {
        assert_eq!(self.world.state(), self.model.state(), "at {} ms", self.model.now);
    }
}

proptest! {
    #![proptest_config(Config::with_cases(1_000))]

    #[test]
    fn whoever_calls_whenever_the_breaker_does_what_the_model_says(
        slow_after in select(SLOW_AFTER.to_vec()), steps in prop::collection::vec(step(), 0..120),
    ) {
        Trial::play(slow_after, &steps);
    }
}

/// Rules that are never put to the test prove nothing.
#[test]
fn the_histories_reach_every_rule() {
    let mut missing = BTreeSet::from([
        "half bad",
        "bad in a row",
        "refused in a row",
        "opened by a probe",
        "opened within the ramp",
        "opened after the ramp",
        "open for a minute",
        "closed",
        "turned away half-open",
        "turned away after closing",
        "a probe given up",
        "given up, closed",
        "late, open",
        "late and good, half-open",
        "late and bad, half-open",
        "late and given up, half-open",
        "late and bad, closed",
    ]);
    for (slow_after, steps) in long_histories() {
        missing = &missing - &Trial::play(slow_after, &steps).model.seen;
    }
    assert!(missing.is_empty(), "never: {missing:?}");
}

#[test]
fn every_bug_that_is_planted_in_the_breaker_is_found_by_a_history() {
    let is_found = |bug: &Bug| {
        long_histories().any(|(slow_after, steps)| {
            let play = || drop(Trial::play(slow_after, &steps));
            planted::with(Some(*bug), || catch_unwind(AssertUnwindSafe(play))).is_err()
        })
    };
    let missed: Vec<_> = Bug::OF_THE_BREAKER.into_iter().filter(|bug| !is_found(bug)).collect();
    assert!(missed.is_empty(), "not found: {missed:?}");
}

/// The same ones each time.
fn long_histories() -> impl Iterator<Item = (u64, Vec<Step>)> {
    let mut runner = TestRunner::deterministic();
    let steps = prop::collection::vec(step(), 100..120);
    let history = move |slow_after| (slow_after, steps.new_tree(&mut runner).unwrap().current());
    SLOW_AFTER.into_iter().cycle().take(300).map(history)
}
