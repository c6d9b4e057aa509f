//! What one database gives to the rest of the server, started.

use super::{
    Db, PARTS, Pools,
    lane::Lane,
    live_source::LiveTable,
    projections::*,
    queries::SqlQueries,
    subscriber::{self, Context, Projection, enrol, follow, sweep},
    task_table::TaskTable,
};
use crate::{
    clock::Clock,
    log::{Feed, Live, Log, Progress},
    shops::Shops,
};
use domain::order::Deadlines;
use std::sync::Arc;
use tokio::{
    sync::Notify,
    task::{AbortHandle, JoinHandle},
};

pub struct Engine {
    pools: Pools,
    pub log: Log,
    pub feed: Arc<Feed>,
    pub live: Arc<Live>,
    pub progress: Arc<Progress>,
    /// Rung when a task is due at once.
    pub work: Arc<Notify>,
    clock: Clock,
    lanes: Vec<JoinHandle<()>>,
    followers: Vec<AbortHandle>,
}

/// Every read model, by the name that operators know it by.
const READ_MODELS: [&str; 5] = [OrderStatus::NAME, StoreBoard::NAME, RiderBoard::NAME, TopMenus::NAME, Inbox::NAME];

impl Engine {
    /// Brings the log up and starts its lanes and subscribers. `batch`: the most commands in one transaction.
    pub async fn start(pools: Pools, clock: Clock, deadlines: Deadlines, batch: Option<usize>) -> sqlx::Result<Engine> {
        let heads = partitions(&pools).await?;
        enrol(&pools, &READ_MODELS, heads.len() as i64).await?;
        let (log, queues) = Log::new(heads.len());
        let feed = Arc::new(Feed::new(&heads));
        let work = Arc::new(Notify::new());
        let lanes = queues.into_iter().enumerate().map(|(part, queue)| {
            let lane = Lane {
                part: part as i64,
                pools: pools.clone(),
                clock: clock.clone(),
                deadlines,
                feed: feed.clone(),
                work: work.clone(),
                batch: batch.unwrap_or(Lane::BATCH),
            };
            tokio::spawn(lane.run(queue))
        });
        let lanes = lanes.collect();
        let progress = Arc::new(Progress::new(&READ_MODELS, heads.len()));
        let live = Arc::new(Live::default());
        let context = Context { pools: pools.clone(), feed: feed.clone(), live: live.clone(), progress: progress.clone() };
        let mut followers = vec![tokio::spawn(sweep(pools.clone(), feed.clone())).abort_handle()];
        followers.extend(subscribe(OrderStatus, &context));
        followers.extend(subscribe(StoreBoard, &context));
        followers.extend(subscribe(RiderBoard, &context));
        followers.extend(subscribe(TopMenus, &context));
        followers.extend(subscribe(Inbox, &context));
        Ok(Engine { pools, log, feed, live, progress, work, clock, lanes, followers })
    }

    pub fn tasks(&self) -> TaskTable {
        TaskTable { pools: self.pools.clone(), clock: self.clock.clone() }
    }

    pub fn queries(&self, shops: Arc<Shops>, riders_see_m: u32) -> SqlQueries {
        SqlQueries {
            pools: self.pools.clone(),
            clock: self.clock.clone(),
            feed: self.feed.clone(),
            progress: self.progress.clone(),
            shops,
            riders_see_m,
        }
    }

    pub fn live_source(&self) -> LiveTable {
        LiveTable { pools: self.pools.clone(), parts: self.feed.parts() }
    }

    /// Lets the lanes write what waits, then lets go of the database. Every other holder of the log must be gone.
    pub async fn stop(self) {
        drop(self.log);
        for lane in self.lanes {
            let _ = lane.await;
        }
        self.followers.iter().for_each(AbortHandle::abort);
        self.pools.close().await;
    }
}

fn subscribe<P: Projection>(projection: P, context: &Context) -> Vec<AbortHandle> {
    let projection = Arc::new(projection);
    let parts = 0..context.feed.parts();
    parts.map(|part| tokio::spawn(supervise(projection.clone(), context.clone(), part)).abort_handle()).collect()
}

/// A subscriber that panics is started again; it stops nobody else.
async fn supervise<P: Projection>(projection: Arc<P>, context: Context, part: usize) {
    loop {
        let following = tokio::spawn(follow(projection.clone(), context.clone(), part));
        let _stop_with_me = AbortOnDrop(following.abort_handle());
        if let Err(panic) = following.await {
            tracing::error!(subscriber = P::NAME, part, %panic, "a subscriber panicked and is started again");
            tokio::time::sleep(subscriber::AFTER_A_PANIC).await;
        }
    }
}

struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The last position of each partition. How many there are is fixed when the database is made.
async fn partitions(pools: &Pools) -> sqlx::Result<Vec<i64>> {
    let mut tx = pools.write().await?;
    let made: i64 = sqlx::query_scalar::<Db, i64>("SELECT COUNT(*) FROM part").fetch_one(tx.db()).await?;
    if made == 0 {
        for part in 0..PARTS {
            sqlx::query("INSERT INTO part (id, seq) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING").bind(part).execute(tx.db()).await?;
        }
    }
    let heads = sqlx::query_scalar::<Db, i64>("SELECT seq FROM part ORDER BY id").fetch_all(tx.db()).await?;
    tx.commit().await?;
    Ok(heads)
}
