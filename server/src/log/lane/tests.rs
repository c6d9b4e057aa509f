//! A lane on a partition that misbehaves.

use super::*;
use crate::{
    log::{Log, QUEUE},
    supervision::{inlet, supervise},
};
use domain::{CommandId, account::Actor, order::Command, ports::Intent};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::time::timeout;
use uuid::Uuid;

/// How a transaction goes.
#[derive(Clone, Copy)]
enum Turn {
    Well,
    Hangs,
    Panics,
}

/// An empty partition, whose transactions go as they are told to, and well after that.
struct Moody {
    turns: &'static [Turn],
    begun: AtomicUsize,
}

struct Nothing;

impl Partition for Moody {
    type Writing = Nothing;

    async fn lock(&self) -> sqlx::Result<(Nothing, i64)> {
        match self.turns.get(self.begun.fetch_add(1, Ordering::Relaxed)) {
            Some(Turn::Hangs) => std::future::pending().await,
            Some(Turn::Panics) => panic!("on purpose"),
            Some(Turn::Well) | None => Ok((Nothing, 0)),
        }
    }
}

impl Writing for Nothing {
    async fn states(&mut self, _: &[OrderId]) -> sqlx::Result<Vec<Held>> {
        Ok(Vec::new())
    }

    async fn stock(&mut self, _: MenuItemId) -> sqlx::Result<Option<i64>> {
        Ok(None)
    }

    async fn history(&mut self, _: OrderId) -> sqlx::Result<Vec<Recorded>> {
        Ok(Vec::new())
    }

    async fn leases(&mut self, _: &[TaskId]) -> sqlx::Result<Vec<Lease>> {
        Ok(Vec::new())
    }

    async fn write(&mut self, _: &Batch) -> sqlx::Result<()> {
        Ok(())
    }

    async fn commit(self) -> sqlx::Result<()> {
        Ok(())
    }
}

/// A supervised lane of one command a batch, with a queue before it.
fn lane(turns: &'static [Turn]) -> Log {
    let (log, mut queues) = Log::new(1);
    let lane = Arc::new(Lane {
        part: 0,
        partition: Moody { turns, begun: AtomicUsize::new(0) },
        clock: Clock::wall(),
        deadlines: Deadlines::default(),
        feed: Arc::new(Feed::new(&[0])),
        work: Arc::default(),
        batch: 1,
    });
    let queue = inlet(queues.remove(0));
    supervise("test_lane", 0, move |pulse| {
        let (lane, queue) = (lane.clone(), queue.clone());
        async move { lane.run(queue, pulse).await }
    });
    log
}

/// About an order that there is not: a lane that decides says so.
async fn ask(log: &Log) -> Refusal {
    let intent = Intent {
        id: CommandId(Uuid::now_v7()),
        order_id: OrderId(Uuid::now_v7()),
        actor: Actor::System,
        command: Command::ConfirmReceipt,
    };
    log.append(intent, None, Uuid::now_v7()).await.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn a_lane_that_hangs_is_started_again_and_goes_on_with_what_waits() {
    let log = lane(&[Turn::Well, Turn::Hangs]);
    assert_eq!(ask(&log).await, Refusal::NotFound);
    let (hanging, waiting) = (ask(&log), async {
        tokio::task::yield_now().await;
        ask(&log).await
    });
    let (given_up, decided) = timeout(Duration::from_secs(300), async { tokio::join!(hanging, waiting) }).await.unwrap();
    assert_eq!((given_up, decided), (Refusal::Internal, Refusal::NotFound));
    assert_eq!(log.waiting(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_makes_a_lane_panic_is_refused_and_holds_nobody_up() {
    let log = lane(&[Turn::Panics, Turn::Well]);
    let began = tokio::time::Instant::now();
    let (panicking, next) = tokio::join!(ask(&log), ask(&log));
    assert_eq!((panicking, next), (Refusal::Internal, Refusal::NotFound));
    assert!(began.elapsed().is_zero(), "nobody waits for a restart");
}

#[tokio::test(start_paused = true)]
async fn before_a_lane_that_hangs_only_so_many_wait() {
    let log = lane(&[Turn::Hangs]);
    let mut crowd = tokio::task::JoinSet::new();
    for _ in 0..QUEUE + 10 {
        let log = log.clone();
        crowd.spawn(async move { ask(&log).await });
    }
    let answers = crowd.join_all().await;
    let shed = answers.iter().filter(|answer| matches!(answer, Refusal::Overloaded { .. })).count();
    assert!((1..=10).contains(&shed), "{shed} were turned away");
    assert_eq!(answers.iter().filter(|answer| **answer == Refusal::Internal).count(), 1);
}
