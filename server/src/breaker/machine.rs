//! The rules. `now` is the time since some fixed moment, `random` 0 to less than 1; both come from outside.

use super::{
    permit::Open,
    settings::Settings,
    state::State,
    tally::{Tally, Verdict},
};
use domain::planted::{Bug, planted};
use std::time::Duration;

/// How a call went, as far as a breaker cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There was an answer that makes sense, a decline for instance. If it took too long it is counted as slow.
    Answered,
    /// No answer in time, or one that says that the service is broken or overloaded.
    Failed,
    /// No connection was made: the service is not there.
    Refused,
}

pub(super) struct Machine {
    settings: Settings,
    phase: Phase,
    /// Grows with each transition. A call that was admitted in an earlier one says nothing about now.
    generation: u64,
    /// How often it has opened since it was last closed for good.
    openings: u32,
}

enum Phase {
    /// `since` it closed; none as long as it never was open.
    Closed {
        since: Option<Duration>,
        tally: Tally,
    },
    Open {
        until: Duration,
    },
    HalfOpen {
        free: u32,
        good: u32,
    },
}

/// A call that was admitted.
pub(super) struct Call {
    generation: u64,
    began: Duration,
}

impl Machine {
    pub fn new(settings: Settings) -> Machine {
        let phase = Phase::Closed { since: None, tally: Tally::new(&settings) };
        Machine { settings, phase, generation: 0, openings: 0 }
    }

    pub fn state(&self) -> State {
        match self.phase {
            Phase::Closed { .. } => State::Closed,
            Phase::Open { .. } => State::Open,
            Phase::HalfOpen { .. } => State::HalfOpen,
        }
    }

    /// How long it will let nothing through.
    pub fn rest(&self, now: Duration) -> Duration {
        match self.phase {
            Phase::Open { until } => until.saturating_sub(now),
            _ => Duration::ZERO,
        }
    }

    pub fn admit(&mut self, now: Duration, random: f64) -> Result<Call, Open> {
        if matches!(self.phase, Phase::Open { until } if until <= now) {
            self.enter(Phase::HalfOpen { free: self.settings.probes, good: 0 });
        }
        let admitted = match &mut self.phase {
            Phase::Closed { since: None, .. } => true,
            Phase::Closed { since: Some(since), .. } => {
                random < self.settings.share(now.saturating_sub(*since)) || planted(Bug::NoRamp)
            }
            Phase::Open { .. } => false,
            Phase::HalfOpen { free, .. } => {
                let some = *free > 0 || planted(Bug::EverybodyProbes);
                *free = free.saturating_sub(1);
                some
            }
        };
        if admitted { Ok(Call { generation: self.generation, began: now }) } else { Err(Open::until(self.rest(now))) }
    }

    /// A late answer of an earlier generation changes nothing.
    pub fn settle(&mut self, call: Call, outcome: Outcome, now: Duration, random: f64) {
        if call.generation != self.generation && !planted(Bug::StaleAnswerCounts) {
            return;
        }
        let verdict = self.verdict(outcome, now.saturating_sub(call.began));
        match &mut self.phase {
            Phase::Closed { tally, .. } => {
                tally.count(verdict, now);
                if tally.is_too_bad(&self.settings, now) {
                    self.open(now, random);
                }
            }
            Phase::HalfOpen { good, .. } if verdict == Verdict::Good => {
                *good += 1;
                if *good == self.settings.probes {
                    self.enter(Phase::Closed { since: Some(now), tally: Tally::new(&self.settings) });
                }
            }
            Phase::HalfOpen { .. } => self.open(now, random),
            // Nothing is admitted while open, so nothing of this generation can be answered.
            Phase::Open { .. } => {}
        }
    }

    /// The call was not made, or nobody waited for its end.
    pub fn give_back(&mut self, call: Call) {
        if let Phase::HalfOpen { free, .. } = &mut self.phase
            && call.generation == self.generation
            && !planted(Bug::ProbeNeverReturned)
        {
            *free += 1;
        }
    }

    fn verdict(&self, outcome: Outcome, took: Duration) -> Verdict {
        match outcome {
            Outcome::Answered if took < self.settings.slow_after => Verdict::Good,
            Outcome::Answered | Outcome::Failed => Verdict::Bad,
            Outcome::Refused => Verdict::Refused,
        }
    }

    fn open(&mut self, now: Duration, random: f64) {
        if self.is_closed_for_good(now) {
            self.openings = 0;
        }
        let until = now + self.settings.open_for(self.openings, random);
        self.openings = self.openings.saturating_add(1);
        self.enter(Phase::Open { until });
    }

    fn is_closed_for_good(&self, now: Duration) -> bool {
        match self.phase {
            Phase::Closed { since, .. } => since.is_none_or(|since| now.saturating_sub(since) >= self.settings.ramp),
            _ => false,
        }
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.generation += 1;
    }
}
