//! What subscribers fold the log into, and their cursors: both change in one transaction.

use super::{Connection, Db, Pools, events};
use crate::{
    crash,
    log::{Change, Feed, Follower, Live, Progress, Subscriber, Topic},
    supervision::Pulse,
};
use std::{sync::Arc, time::Duration};

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

/// Follows one partition for ever.
pub async fn follow<P: Projection>(projection: Arc<P>, context: Context, part: usize, pulse: Pulse) {
    let Context { pools, feed, live, progress } = context;
    Follower { subscriber: Table { projection, pools }, part, feed, live, progress, pulse }.follow().await;
}

/// A projection, and the database that its tables are in.
struct Table<P> {
    projection: Arc<P>,
    pools: Pools,
}

impl<P: Projection> Subscriber for Table<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn concerns(&self, change: &Change) -> bool {
        self.projection.concerns(change)
    }

    fn topics(&self, change: &Change) -> Vec<Topic> {
        self.projection.topics(change)
    }

    async fn cursor(&self, part: usize) -> sqlx::Result<i64> {
        let cursor = sqlx::query_scalar::<Db, i64>("SELECT seq FROM cursor WHERE subscriber = $1 AND part = $2");
        cursor.bind(P::NAME).bind(part as i64).fetch_one(self.pools.read()).await
    }

    async fn read(&self, part: usize, position: i64, limit: usize) -> sqlx::Result<Vec<Arc<Change>>> {
        events::after(&self.pools, part as i64, position, limit as i64).await
    }

    async fn apply(&self, part: usize, changes: &[Arc<Change>], from: i64, to: i64) -> sqlx::Result<bool> {
        let mut tx = self.pools.project().await?;
        let moved = sqlx::query("UPDATE cursor SET seq = $1 WHERE subscriber = $2 AND part = $3 AND seq = $4")
            .bind(to)
            .bind(P::NAME)
            .bind(part as i64)
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
        self.projection.committed();
        Ok(true)
    }
}

/// Cursors of a subscriber that is new here start at the beginning.
pub async fn enrol(pools: &Pools, names: &[&str], parts: i64) -> sqlx::Result<()> {
    let mut tx = pools.project_durably().await?;
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
pub async fn sweep(pools: Pools, feed: Arc<Feed>, pulse: Pulse) {
    let mut every = tokio::time::interval(Duration::from_secs(1));
    loop {
        pulse.rest();
        every.tick().await;
        pulse.beat();
        match sqlx::query_as::<Db, (i64, i64)>("SELECT id, seq FROM part").fetch_all(pools.read()).await {
            Ok(parts) => parts.iter().for_each(|(part, seq)| feed.learn(*part as usize, *seq)),
            Err(error) => tracing::warn!(%error, "the log could not be swept"),
        }
    }
}
