use crate::{
    bank::Bank,
    dice::Dice,
    disk::Disk,
    laws, people,
    process::{self, Running},
    town::Town,
    trace::Trace,
};
use domain::{OrderId, Timestamp, order::Deadlines};
use server::clock::Clock;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// Partitions of the log.
pub const PARTS: usize = 2;
/// Processes on the one database.
const PROCESSES: usize = 2;
/// 2026-11-20T10:00:00Z: dinner time.
const EVENING: i64 = 1_795_168_800_000_000;
/// Seconds of faults; then all is well.
const CHAOS: u64 = 100;
/// Seconds after which what is not settled never will be.
const PATIENCE: u64 = 1_200;
pub const DEADLINES: Deadlines = Deadlines { accept: 20, payment_hold: 40, auto_receipt: 60 };

/// One run of one seed: people, processes, a disk that survives them, and a bank that has its own mind.
pub struct World {
    pub dice: Dice,
    pub town: Town,
    pub disk: Disk,
    pub bank: Bank,
    /// What somebody was told that it has happened.
    pub told: Mutex<Told>,
    /// Requests that are on their way to the bank.
    pub on_the_way: AtomicUsize,
    running: Mutex<Vec<Option<Running>>>,
    began: Instant,
    calm: AtomicBool,
    trace: Mutex<Trace>,
    broken: Mutex<Vec<String>>,
}

#[derive(Default)]
pub struct Told {
    /// The version that an order had at least when somebody was told so.
    pub orders: BTreeMap<OrderId, u32>,
    pub riders: BTreeMap<OrderId, BTreeSet<domain::AccountId>>,
}

pub struct Report {
    pub hash: u64,
    pub lines: Vec<String>,
    /// Laws that were broken; none: all is well.
    pub broken: Vec<String>,
}

/// Runs a seed from the first order to the last receipt.
pub fn simulate(seed: u64) -> Report {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let world = runtime.block_on(World::live(seed));
    drop(runtime);
    let Trace { hash, lines } = std::mem::take(&mut *lock(&world.trace));
    let broken = std::mem::take(&mut *lock(&world.broken));
    Report { hash, lines, broken }
}

impl World {
    async fn live(seed: u64) -> Arc<World> {
        let dice = Dice::new(seed).of("world", 0);
        let town = Town::new(&mut dice.of("town", 0));
        let world = Arc::new(World {
            disk: Disk::new(&town),
            bank: Bank::default(),
            told: Mutex::default(),
            on_the_way: AtomicUsize::new(0),
            running: Mutex::new((0..PROCESSES).map(|_| None).collect()),
            began: Instant::now(),
            calm: AtomicBool::new(false),
            trace: Mutex::default(),
            broken: Mutex::default(),
            dice,
            town,
        });
        for slot in 0..PROCESSES {
            tokio::spawn(process::supervise(world.clone(), slot));
        }
        let customers = people::arrive(&world);
        sleep(Duration::from_secs(CHAOS)).await;
        world.note(format_args!("from here on all is well"));
        world.calm.store(true, Relaxed);
        for customer in customers {
            // One that panicked is a broken simulation, not a broken law.
            customer.await.unwrap();
        }
        while !laws::is_settled(&world) && world.began.elapsed() < Duration::from_secs(PATIENCE) {
            sleep(Duration::from_secs(5)).await;
        }
        laws::hold(&world);
        lock(&world.running).clear();
        world
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(EVENING + self.began.elapsed().as_micros() as i64)
    }

    pub fn clock(self: &Arc<World>) -> Clock {
        let began = self.began;
        Clock::new(move || Timestamp::from_micros(EVENING + began.elapsed().as_micros() as i64))
    }

    /// Whether anything may go wrong still.
    pub fn is_calm(&self) -> bool {
        self.calm.load(Relaxed)
    }

    pub fn note(&self, what: fmt::Arguments) {
        lock(&self.trace).note(self.began.elapsed().as_millis(), what);
    }

    /// A law is broken.
    pub fn blame(&self, what: String) {
        self.note(format_args!("BROKEN: {what}"));
        lock(&self.broken).push(what);
    }

    pub fn set_running(&self, slot: usize, running: Option<Running>) {
        lock(&self.running)[slot] = running;
    }

    /// Whoever runs dies; others start a little later.
    pub fn stop_all(&self) {
        let running = lock(&self.running).clone();
        running.iter().flatten().for_each(|running| running.process.die());
    }

    /// The process that answers a call, if one does.
    pub fn running(&self, dice: &mut Dice) -> Option<Running> {
        let slot = dice.below(PROCESSES as u64) as usize;
        lock(&self.running)[slot].clone()
    }
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}
