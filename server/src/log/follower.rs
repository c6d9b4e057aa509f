//! A subscriber reads the log from its cursor, applies a batch and moves the cursor by compare-and-set, in one transaction: each event
//! takes effect exactly once, and no process has to be the leader.

use super::{Change, Feed, Live, Progress, Topic};
use crate::supervision::Pulse;
use domain::planted::{Bug, planted};
use std::{sync::Arc, time::Duration};

/// The most events in one transaction.
const BATCH: usize = 512;

/// When this many come at once it is busy: then more is waited for, since a transaction costs nearly the same for one event as for many,
/// and what it locks others wait for.
const BUSY: usize = 8;
const GATHER: Duration = Duration::from_millis(4);

/// What a subscriber folds the log into, where it is kept: SQLite, PostgreSQL, or the memory of a simulation.
pub trait Subscriber: Send + Sync + 'static {
    fn name(&self) -> &'static str;

    /// Whether this change leaves a trace here.
    fn concerns(&self, change: &Change) -> bool;

    /// Who is waiting to hear of it.
    fn topics(&self, change: &Change) -> Vec<Topic>;

    fn cursor(&self, part: usize) -> impl Future<Output = sqlx::Result<i64>> + Send;

    /// What follows a position in the log, at most `limit`.
    fn read(&self, part: usize, position: i64, limit: usize) -> impl Future<Output = sqlx::Result<Vec<Arc<Change>>>> + Send;

    /// Applies changes that concern it and moves the cursor, both or neither. False: somebody else has moved the cursor, and so has done
    /// this work.
    fn apply(&self, part: usize, changes: &[Arc<Change>], from: i64, to: i64) -> impl Future<Output = sqlx::Result<bool>> + Send;
}

/// Follows one partition for one subscriber.
pub struct Follower<S> {
    pub subscriber: S,
    pub part: usize,
    pub feed: Arc<Feed>,
    pub live: Arc<Live>,
    pub progress: Arc<Progress>,
    /// Who watches that it does not hang.
    pub pulse: Pulse,
}

enum Never {}

impl<S: Subscriber> Follower<S> {
    /// For ever. An event that cannot be applied stops it there, loudly, and is tried again; it is never skipped.
    pub async fn follow(self) {
        let (subscriber, part) = (self.subscriber.name(), self.part);
        let mut failures = 0;
        loop {
            let failure = match self.run(&mut failures).await {
                Ok(never) => match never {},
                Err(failure) => failure,
            };
            failures += 1;
            metrics::counter!("hansang_subscriber_failures_total", "subscriber" => subscriber).increment(1);
            tracing::error!(subscriber, part, failures, error = %failure, "a subscriber has stopped and will try again");
            self.pulse.rest();
            tokio::time::sleep(Duration::from_millis(100 << failures.min(8))).await;
        }
    }

    /// `failures` are forgotten once something goes well.
    async fn run(&self, failures: &mut u32) -> sqlx::Result<Never> {
        let Follower { subscriber, part, feed, live, progress, pulse } = self;
        pulse.beat();
        let mut head = feed.watch(*part);
        let mut saved = subscriber.cursor(*part).await?;
        let mut position = saved;
        progress.reached(subscriber.name(), *part, position);
        loop {
            head.borrow_and_update();
            let batch = self.next(position).await?;
            let Some(last) = batch.last() else {
                pulse.rest();
                // The sender lives as long as the feed that we hold.
                let _ = head.changed().await;
                pulse.beat();
                continue;
            };
            let concerned: Vec<_> = batch.iter().filter(|change| subscriber.concerns(change)).cloned().collect();
            // Events that leave no trace need no transaction; the cursor follows with the next one that does.
            if !concerned.is_empty() || last.seq - saved >= 10 * BATCH as i64 {
                let applied = subscriber.apply(*part, &concerned, saved, last.seq).await;
                if applied.is_err() && planted(Bug::FailedEventsSkipped) {
                    position = last.seq;
                    continue;
                }
                let applied = applied?;
                *failures = 0;
                if !applied {
                    saved = subscriber.cursor(*part).await?;
                    position = saved;
                    if !planted(Bug::LostRaceUnnoticed) {
                        // Whoever waits in this process hears of it as well.
                        progress.reached(subscriber.name(), *part, position);
                        live.publish(concerned.iter().flat_map(|change| subscriber.topics(change)));
                    }
                    continue;
                }
                saved = last.seq;
            }
            position = last.seq;
            progress.reached(subscriber.name(), *part, position);
            live.publish(concerned.iter().flat_map(|change| subscriber.topics(change)));
            if (BUSY..BATCH).contains(&batch.len()) {
                tokio::time::sleep(GATHER).await;
            }
            pulse.beat();
        }
    }

    async fn next(&self, position: i64) -> sqlx::Result<Vec<Arc<Change>>> {
        if self.feed.head(self.part) <= position {
            return Ok(Vec::new());
        }
        match self.feed.after(self.part, position, BATCH) {
            Some(recent) => Ok(recent),
            None => self.subscriber.read(self.part, position, BATCH).await,
        }
    }
}
