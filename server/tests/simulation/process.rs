//! A process: lanes, subscribers, a worker, and the way in. It can die wherever it touches the world; then another one takes its place.

use crate::{
    bank::Line,
    dice::Dice,
    disk::{Shelf, Work},
    readers::{READERS, Reader},
    town::Market,
    world::{DEADLINES, PARTS, World, lock},
};
use server::{
    log::{Append, Feed, Follower, Lane, Live, Log, Progress, QUEUE},
    ordering::{Ordering, Worker},
    shops::Shops,
    supervision::{Pulse, inlet},
};
use std::{
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    sync::{Notify, mpsc, watch},
    task::AbortHandle,
    time::sleep,
};

pub struct Process {
    pub world: Arc<World>,
    pub died: Notify,
    slot: usize,
    alive: AtomicBool,
    dice: Mutex<Dice>,
    tasks: Mutex<Vec<AbortHandle>>,
}

/// A process that may be called.
#[derive(Clone)]
pub struct Running {
    pub process: Arc<Process>,
    pub ordering: Ordering,
    _stopping: Arc<watch::Sender<bool>>,
}

/// Starts a process in its slot, and another one each time it has died.
pub async fn supervise(world: Arc<World>, slot: usize) {
    let mut dice = world.dice.of("supervisor", slot as u64);
    for life in 0.. {
        world.note(format_args!("process {slot} starts"));
        let running = Running::start(&world, slot, life);
        let process = running.process.clone();
        world.set_running(slot, Some(running));
        process.died.notified().await;
        world.set_running(slot, None);
        sleep(Duration::from_millis(dice.between(100, 15_000))).await;
    }
}

impl Running {
    fn start(world: &Arc<World>, slot: usize, life: u64) -> Running {
        let dice = world.dice.of("process", slot as u64 * 1_000 + life);
        let process = Arc::new(Process {
            world: world.clone(),
            died: Notify::new(),
            slot,
            alive: AtomicBool::new(true),
            dice: Mutex::new(dice.clone()),
            tasks: Mutex::default(),
        });
        let (log, queues) = Log::new(PARTS);
        let feed = Arc::new(Feed::new(&world.disk.heads()));
        let live = Arc::new(Live::default());
        let progress = Arc::new(Progress::new(&READERS, PARTS));
        let work = Arc::new(Notify::new());
        for (part, queue) in queues.into_iter().enumerate() {
            let mut dice = dice.of("lane", part as u64);
            let lane = Lane {
                part: part as i64,
                partition: Shelf { process: process.clone(), part },
                clock: world.clock(),
                deadlines: DEADLINES,
                feed: feed.clone(),
                work: work.clone(),
                batch: dice.between(1, 9) as usize,
            };
            let (sorted, queue_in_order) = mpsc::channel(QUEUE);
            process.spawn(put_in_order(queue, sorted, dice));
            let queue = inlet(queue_in_order);
            process.spawn(async move { lane.run(queue, Pulse::default()).await });
            for name in READERS {
                let subscriber =
                    Reader { name, process: process.clone(), dice: Mutex::new(world.dice.of(name, dice_of(slot, life, part))) };
                let (feed, live, progress) = (feed.clone(), live.clone(), progress.clone());
                process.spawn(Follower { subscriber, part, feed, live, progress, pulse: Pulse::default() }.follow());
            }
        }
        process.spawn(sweep(world.clone(), feed.clone()));
        let ordering = Ordering {
            log,
            shops: Arc::new(Shops::new(Arc::new(Market(world.clone())), true)),
            gateway: Arc::new(Line(process.clone())),
            tasks: Arc::new(Work(process.clone())),
            live,
            clock: world.clock(),
            deadlines: DEADLINES,
        };
        let (stopping, stopped) = watch::channel(false);
        process.spawn(Worker { ordering: ordering.clone(), work, feed, progress }.run(stopped, Pulse::default()));
        Running { process, ordering, _stopping: Arc::new(stopping) }
    }
}

fn dice_of(slot: usize, life: u64, part: usize) -> u64 {
    life * 100 + slot as u64 * 10 + part as u64
}

impl Process {
    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        lock(&self.tasks).push(tokio::spawn(work).abort_handle());
    }

    pub fn is_alive(&self) -> bool {
        self.alive.load(Relaxed)
    }

    /// Wherever the process touches the world it may have to wait, and it may die. What is dead stands still for ever.
    pub async fn passes(&self, place: &'static str) {
        self.passes_by(&self.dice, place).await;
    }

    pub async fn passes_by(&self, dice: &Mutex<Dice>, place: &'static str) {
        let (pause, dies) = {
            let mut dice = lock(dice);
            let pause = match dice.below(1_000) {
                0..700 => 0,
                700..950 => dice.between(1, 40),
                950..990 => dice.between(40, 400),
                990..994 => dice.between(400, 2_000),
                // Longer than any lease: somebody else goes on with what it had begun.
                _ => dice.between(15_000, 30_000),
            };
            (pause, dice.one_in(120))
        };
        self.still_lives().await;
        if self.world.is_calm() {
            return;
        }
        if pause > 0 {
            sleep(Duration::from_millis(pause * 2)).await;
            self.still_lives().await;
        }
        if dies {
            self.world.note(format_args!("process {} dies at {place}", self.slot));
            self.die();
            pending().await
        }
    }

    /// The database may fail.
    pub async fn may_fail(&self, place: &'static str) -> sqlx::Result<()> {
        self.may_fail_by(&self.dice, place).await
    }

    pub async fn may_fail_by(&self, dice: &Mutex<Dice>, place: &'static str) -> sqlx::Result<()> {
        let fails = lock(dice).one_in(60);
        if fails && !self.world.is_calm() {
            self.world.note(format_args!("process {}: the database fails at {place}", self.slot));
            return Err(sqlx::Error::Protocol(place.to_owned()));
        }
        Ok(())
    }

    async fn still_lives(&self) {
        if !self.is_alive() {
            pending().await
        }
    }

    pub fn die(&self) {
        self.alive.store(false, Relaxed);
        for task in lock(&self.tasks).drain(..) {
            task.abort();
        }
        self.died.notify_waiters();
    }
}

/// Tokio wakes those who wait for one thing in an order that is nobody's to choose. Here commands that come at the same moment are put
/// into an order that is the seed's.
async fn put_in_order(mut queue: mpsc::Receiver<Append>, sorted: mpsc::Sender<Append>, mut dice: Dice) {
    while let Some(first) = queue.recv().await {
        sleep(Duration::from_millis(1)).await;
        let mut waiting = vec![first];
        while let Ok(next) = queue.try_recv() {
            waiting.push(next);
        }
        // A note's id is a fresh one, and so says nothing.
        let of_person = |append: &Append| append.intent.actor.account().map(|_| append.intent.id);
        waiting.sort_by_key(|append| (append.intent.order_id, append.completes, of_person(append)));
        dice.shuffle(&mut waiting);
        for append in waiting {
            if sorted.send(append).await.is_err() {
                return;
            }
        }
    }
}

/// What other processes have written.
async fn sweep(world: Arc<World>, feed: Arc<Feed>) {
    loop {
        sleep(Duration::from_secs(1)).await;
        for (part, head) in world.disk.heads().into_iter().enumerate() {
            feed.learn(part, head);
        }
    }
}
