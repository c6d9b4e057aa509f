use super::super::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// A breaker, and its time and its luck in our hands.
pub struct World {
    pub breaker: Breaker,
    millis: Arc<AtomicU64>,
    thousandths: Arc<AtomicU64>,
}

impl World {
    /// Two seconds are slow.
    pub fn new() -> World {
        World::named("world")
    }

    pub fn named(name: &'static str) -> World {
        World::make(name, 2_000)
    }

    /// Nothing is slow in it before `slow_after` milliseconds.
    pub fn patient(slow_after: u64) -> World {
        World::make("patient", slow_after)
    }

    fn make(name: &'static str, slow_after: u64) -> World {
        let (millis, thousandths) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let clock = {
            let millis = millis.clone();
            move || Duration::from_millis(millis.load(Ordering::SeqCst))
        };
        let random = {
            let thousandths = thousandths.clone();
            move || thousandths.load(Ordering::SeqCst) as f64 / 1_000.0
        };
        let settings = Settings::slow_after(Duration::from_millis(slow_after));
        World { breaker: Breaker::driven(name, settings, clock, random), millis, thousandths }
    }

    /// Open since this moment, for five seconds.
    pub fn open() -> World {
        let world = World::new();
        world.fail();
        world
    }

    /// Open, and its first rest is over.
    pub fn rested() -> World {
        let world = World::open();
        world.wait(5_000);
        world
    }

    pub fn wait(&self, millis: u64) {
        self.millis.fetch_add(millis, Ordering::SeqCst);
    }

    /// What every throw of the dice gives from now on: 0 to 999 thousandths.
    pub fn luck(&self, thousandths: u64) {
        self.thousandths.store(thousandths, Ordering::SeqCst);
    }

    pub fn state(&self) -> State {
        self.breaker.state()
    }

    pub fn permit(&self) -> Permit {
        self.breaker.permit().unwrap()
    }

    pub fn permits(&self, count: usize) -> Vec<Permit> {
        (0..count).map(|_| self.permit()).collect()
    }

    /// A call that takes no time.
    pub fn call(&self, outcome: Outcome) {
        self.permit().settle(outcome);
    }

    /// Five refused connections, as when the service is not there.
    pub fn fail(&self) {
        for _ in 0..5 {
            self.call(Outcome::Refused);
        }
    }

    /// Three good probes.
    pub fn recover(&self) {
        for _ in 0..3 {
            self.call(Outcome::Answered);
        }
    }

    pub fn retry_after(&self) -> Option<u32> {
        self.breaker.permit().err().map(|open| open.retry_after)
    }
}
