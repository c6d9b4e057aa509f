//! A subscriber reads the log from its cursor, applies a batch and moves the cursor by compare-and-set, in one transaction: each event
//! takes effect exactly once, and no process has to be the leader.

use super::{Connection, Db, Pools, events};
use crate::{
    crash,
    log::{Change, Feed, Live, Progress, Topic},
};
use std::{sync::Arc, time::Duration};

/// The most events in one transaction.
const BATCH: usize = 512;

pub const AFTER_A_PANIC: Duration = Duration::from_secs(1);

/// What folds the log into something to look at. Nothing else writes its tables.
pub trait Projection: Send + Sync + 'static {
    const NAME: &'static str;

    /// Whether this change leaves a trace here.
    fn concerns(&self, change: &Change) -> bool;

    /// Changes that concern it, in order.
    fn apply(&self, db: &mut Connection, changes: &[Arc<Change>]) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// Who is waiting to hear of it.
    fn topics(&self, change: &Change) -> Vec<Topic>;

    /// What was applied is there for everybody.
    fn committed(&self) {}
}

/// What every subscriber works with.
#[derive(Clone)]
pub struct Context {
    pub pools: Pools,
    pub feed: Arc<Feed>,
    pub live: Arc<Live>,
    pub progress: Arc<Progress>,
}

/// Follows one partition for ever. An event that cannot be applied stops it there, loudly, and is tried again; it is never skipped.
pub async fn follow<P: Projection>(projection: Arc<P>, context: Context, part: usize) {
    let mut failures = 0;
    loop {
        let failure = match (Follower { projection: &*projection, context: &context, part }).run().await {
            Ok(never) => match never {},
            Err(failure) => failure,
        };
        failures += 1;
        metrics::counter!("hansang_subscriber_failures_total", "subscriber" => P::NAME).increment(1);
        tracing::error!(subscriber = P::NAME, part, failures, error = %failure, "a subscriber has stopped and will try again");
        tokio::time::sleep(Duration::from_millis(100 << failures.min(8))).await;
    }
}

struct Follower<'a, P> {
    projection: &'a P,
    context: &'a Context,
    part: usize,
}

enum Never {}

impl<P: Projection> Follower<'_, P> {
    async fn run(&self) -> sqlx::Result<Never> {
        let Context { feed, progress, .. } = self.context;
        let mut head = feed.watch(self.part);
        let mut saved = self.load().await?;
        let mut position = saved;
        progress.reached(P::NAME, self.part, position);
        loop {
            head.borrow_and_update();
            let batch = self.next(position).await?;
            let Some(last) = batch.last() else {
                // The sender lives as long as the feed that we hold.
                let _ = head.changed().await;
                continue;
            };
            let concerned: Vec<_> = batch.iter().filter(|change| self.projection.concerns(change)).cloned().collect();
            // Events that leave no trace need no transaction; the cursor follows with the next one that does.
            if !concerned.is_empty() || last.seq - saved >= 10 * BATCH as i64 {
                if !self.apply(&concerned, saved, last.seq).await? {
                    saved = self.load().await?;
                    position = saved;
                    continue;
                }
                saved = last.seq;
                self.projection.committed();
            }
            position = last.seq;
            progress.reached(P::NAME, self.part, position);
            self.context.live.publish(concerned.iter().flat_map(|change| self.projection.topics(change)));
        }
    }

    async fn next(&self, position: i64) -> sqlx::Result<Vec<Arc<Change>>> {
        if self.context.feed.head(self.part) <= position {
            return Ok(Vec::new());
        }
        match self.context.feed.after(self.part, position, BATCH) {
            Some(recent) => Ok(recent),
            None => events::after(&self.context.pools, self.part as i64, position, BATCH as i64).await,
        }
    }

    /// False: somebody else has moved the cursor, and so has done this work.
    async fn apply(&self, changes: &[Arc<Change>], from: i64, to: i64) -> sqlx::Result<bool> {
        let mut tx = self.context.pools.project().await?;
        let moved = sqlx::query("UPDATE cursor SET seq = $1 WHERE subscriber = $2 AND part = $3 AND seq = $4")
            .bind(to)
            .bind(P::NAME)
            .bind(self.part as i64)
            .bind(from)
            .execute(tx.db())
            .await?;
        if moved.rows_affected() != 1 {
            return Ok(false);
        }
        self.projection.apply(tx.db(), changes).await?;
        crash::point("subscriber.before_commit");
        tx.commit().await?;
        crash::point("subscriber.after_commit");
        Ok(true)
    }

    async fn load(&self) -> sqlx::Result<i64> {
        let cursor = sqlx::query_scalar::<Db, i64>("SELECT seq FROM cursor WHERE subscriber = $1 AND part = $2");
        cursor.bind(P::NAME).bind(self.part as i64).fetch_one(self.context.pools.read()).await
    }
}

/// Cursors of a subscriber that is new here start at the beginning.
pub async fn enrol(pools: &Pools, names: &[&str], parts: i64) -> sqlx::Result<()> {
    let mut tx = pools.write().await?;
    for name in names {
        for part in 0..parts {
            sqlx::query(
                "INSERT INTO cursor (subscriber, part, seq) VALUES ($1, $2, 0) ON CONFLICT (subscriber, part) DO NOTHING",
            )
            .bind(*name)
            .bind(part)
            .execute(tx.db())
            .await?;
        }
    }
    tx.commit().await
}

/// Heals hints that were lost, or that another process could not send: once a second the partitions' counters are the truth.
pub async fn sweep(pools: Pools, feed: Arc<Feed>) {
    let mut every = tokio::time::interval(Duration::from_secs(1));
    loop {
        every.tick().await;
        match sqlx::query_as::<Db, (i64, i64)>("SELECT id, seq FROM part").fetch_all(pools.read()).await {
            Ok(parts) => parts.iter().for_each(|(part, seq)| feed.learn(*part as usize, *seq)),
            Err(error) => tracing::warn!(%error, "the log could not be swept"),
        }
    }
}
