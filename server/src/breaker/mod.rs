//! Whoever answers badly is left alone for a while, and asked again with care.
//!
//! Closed, calls go through and are counted; open, none does; half-open, a few probes find out. Afterwards a growing share of calls
//! goes through, so that a service that has just come back is not knocked over by all who waited for it. A decline is an answer, not
//! a failure. The rules are in `machine`, which knows neither time nor chance; [`Breaker`] is the shared handle that brings both.
//!
//! Half-open begins with the first call after the rest, and probes are all that can end it: a call that holds a [`Permit`] needs a
//! deadline of its own.

mod machine;
mod observed;
mod pace;
mod permit;
mod settings;
mod state;
mod tally;
mod window;

#[cfg(test)]
mod tests;

pub use machine::Outcome;
pub use permit::{Open, Permit};
pub use settings::Settings;
pub use state::State;

use machine::Machine;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// The breaker before one service. Clones are the same breaker; each process has its own.
#[derive(Clone)]
pub struct Breaker(Arc<Inner>);

struct Inner {
    name: &'static str,
    machine: Mutex<Machine>,
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    random: Box<dyn Fn() -> f64 + Send + Sync>,
}

impl Breaker {
    /// Closed. `name` is what operators and metrics call it, as in `payment_gateway`.
    pub fn new(name: &'static str, settings: Settings) -> Breaker {
        let start = Instant::now();
        Breaker::driven(name, settings, move || start.elapsed(), rand::random)
    }

    /// In a test's hands: `clock` is the time since some fixed moment and never runs backwards; `random` is 0 to less than 1.
    pub fn driven(
        name: &'static str,
        settings: Settings,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
        random: impl Fn() -> f64 + Send + Sync + 'static,
    ) -> Breaker {
        observed::began(name);
        let (clock, random) = (Box::new(clock), Box::new(random));
        Breaker(Arc::new(Inner { name, machine: Mutex::new(Machine::new(settings)), clock, random }))
    }

    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// As of the last call: an open breaker whose rest is over stays open until somebody asks for a permit.
    pub fn state(&self) -> State {
        self.lock().state()
    }

    /// How long it will let nothing through: whoever can wait need not ask before.
    pub fn rest(&self) -> Duration {
        let machine = self.lock();
        machine.rest((self.0.clock)())
    }

    /// Leave for one call, or [`Open`] if it had better not be made.
    pub fn permit(&self) -> Result<Permit, Open> {
        let answer = self.change(|machine, now, random| machine.admit(now, random));
        if answer.is_err() {
            observed::refused(self.0.name);
        }
        answer.map(|call| Permit::new(self.clone(), call))
    }

    fn settle(&self, call: machine::Call, outcome: Outcome) {
        self.change(|machine, now, random| machine.settle(call, outcome, now, random));
    }

    fn give_back(&self, call: machine::Call) {
        self.lock().give_back(call);
    }

    /// The clock is read inside the lock, so that the machine sees time in order; and the gauge is set there, so that the last
    /// transition is the one that it shows.
    fn change<T>(&self, act: impl FnOnce(&mut Machine, Duration, f64) -> T) -> T {
        let mut machine = self.lock();
        let (now, random) = ((self.0.clock)(), (self.0.random)());
        let before = machine.state();
        let answer = act(&mut machine, now, random);
        if machine.state() != before {
            observed::moved(self.0.name, machine.state(), machine.rest(now));
        }
        answer
    }

    fn lock(&self) -> MutexGuard<'_, Machine> {
        self.0.machine.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
