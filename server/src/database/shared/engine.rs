//! Starts what the rest of the server works with: lanes, subscribers, and everything that reads and writes the tables.

use super::{
    ALONE, Db, PARTS, Pools,
    accounts::SqlAccounts,
    answers::SqlAnswers,
    books_table::BooksTable,
    catalogue::SqlCatalogue,
    housekeeping::keep_house,
    lane::SqlPartition,
    live_source::LiveTable,
    newcomers::SqlNewcomers,
    outbox_table::OutboxTable,
    photos::SqlPhotos,
    projections::*,
    queries::SqlQueries,
    riders::SqlRiders,
    shop_table::ShopTable,
    subscriber::{Context, Projection, enrol, follow, sweep},
    task_table::TaskTable,
};
use crate::{
    database::{Reachable, Stop, Storage, StorageSettings},
    log::{Feed, Lane, Live, Log, Progress},
    shops::{Breakable, ShopSource, Shops},
    supervision::{inlet, supervise},
};
use async_trait::async_trait;
use domain::views::Channel;
use std::sync::Arc;
use tokio::{
    sync::{Notify, mpsc},
    task::{AbortHandle, JoinHandle},
};

/// Every read model, by the name that operators know it by.
const READ_MODELS: [&str; 5] = [OrderStatus::NAME, StoreBoard::NAME, RiderBoard::NAME, TopMenus::NAME, Inbox::NAME];

/// Brings the log up and starts its lanes and subscribers.
pub async fn start(pools: Pools, settings: &StorageSettings) -> sqlx::Result<Storage> {
    let heads = partitions(&pools).await?;
    enrol(&pools, &READ_MODELS, heads.len() as i64).await?;
    let (log, queues) = Log::new(heads.len());
    let feed = Arc::new(Feed::new(&heads));
    let live = Arc::new(Live::default());
    let progress = Arc::new(Progress::new(&READ_MODELS, heads.len()));
    let work = Arc::new(Notify::new());
    let lanes = start_lanes(&pools, settings, &feed, &work, queues);
    let context = Context { pools: pools.clone(), feed: feed.clone(), live: live.clone(), progress: progress.clone() };
    let post = Arc::new(Notify::new());
    let mut followers = start_followers(&context, &post);

    let clock = settings.clock.clone();
    let shops = Arc::new(Shops::new(shop_source(&pools, settings.sandbox.as_deref()), ALONE));
    let accounts = Arc::new(SqlAccounts::new(pools.clone(), clock.clone(), settings.failed_sign_ins_per_minute));
    let queries = SqlQueries {
        pools: pools.clone(),
        clock: clock.clone(),
        feed: feed.clone(),
        progress: progress.clone(),
        shops: shops.clone(),
        riders_see_m: settings.riders_see_m,
    };
    let answers = Arc::new(SqlAnswers::start(pools.clone(), clock.clone()));
    let housekeeping = {
        let (accounts, answers) = (accounts.clone(), answers.clone());
        supervise("housekeeping", 0, move |pulse| keep_house(accounts.clone(), answers.clone(), pulse))
    };
    followers.push(housekeeping.abort_handle());
    Ok(Storage {
        log,
        live,
        progress,
        work,
        post,
        outbox: Arc::new(OutboxTable { pools: pools.clone(), clock: clock.clone(), channel: Channel::Alimtalk }),
        tasks: Arc::new(TaskTable { pools: pools.clone(), clock: clock.clone() }),
        queries: Arc::new(queries),
        live_source: Arc::new(LiveTable { pools: pools.clone(), parts: feed.parts() }),
        accounts: accounts.clone(),
        catalogue: Arc::new(SqlCatalogue::new(pools.clone(), clock.clone(), shops.clone())),
        riders: Arc::new(SqlRiders::new(pools.clone(), clock.clone())),
        photos: Arc::new(SqlPhotos { pools: pools.clone() }),
        books: Arc::new(BooksTable { pools: pools.clone() }),
        answers,
        newcomers: Arc::new(SqlNewcomers { pools: pools.clone(), accounts: accounts.clone() }),
        health: Arc::new(Ping { pools: pools.clone() }),
        feed,
        shops,
        stop: stop(pools, lanes, followers),
    })
}

struct Ping {
    pools: Pools,
}

#[async_trait]
impl Reachable for Ping {
    async fn is_reachable(&self) -> bool {
        sqlx::query_scalar::<Db, i64>("SELECT COUNT(*) FROM part").fetch_one(self.pools.read()).await.is_ok()
    }
}

/// The last position of each partition. How many there are is fixed when the database is made.
async fn partitions(pools: &Pools) -> sqlx::Result<Vec<i64>> {
    let mut tx = pools.write().await?;
    let made: i64 = sqlx::query_scalar::<Db, i64>("SELECT COUNT(*) FROM part").fetch_one(tx.db()).await?;
    if made == 0 {
        for part in 0..PARTS {
            sqlx::query("INSERT INTO part (id, seq) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING")
                .bind(part)
                .execute(tx.db())
                .await?;
        }
    }
    let heads = sqlx::query_scalar::<Db, i64>("SELECT seq FROM part ORDER BY id").fetch_all(tx.db()).await?;
    tx.commit().await?;
    Ok(heads)
}

fn start_lanes(
    pools: &Pools,
    settings: &StorageSettings,
    feed: &Arc<Feed>,
    work: &Arc<Notify>,
    queues: Vec<mpsc::Receiver<crate::log::Append>>,
) -> Vec<JoinHandle<()>> {
    let lane = |(part, queue)| {
        let lane = Lane {
            part,
            partition: SqlPartition { part, pools: pools.clone() },
            clock: settings.clock.clone(),
            deadlines: settings.deadlines,
            feed: feed.clone(),
            work: work.clone(),
            batch: settings.batch,
        };
        let (lane, queue) = (Arc::new(lane), inlet(queue));
        supervise("lane", part as usize, move |pulse| {
            let (lane, queue) = (lane.clone(), queue.clone());
            async move { lane.run(queue, pulse).await }
        })
    };
    (0..).zip(queues).map(lane).collect()
}

fn shop_source(pools: &Pools, sandbox: Option<&str>) -> Arc<dyn ShopSource> {
    let table = Arc::new(ShopTable { pools: pools.clone() });
    match sandbox.and_then(|sandbox| Breakable::new(table.clone(), sandbox)) {
        Some(breakable) => Arc::new(breakable),
        None => table,
    }
}

fn start_followers(context: &Context, post: &Arc<Notify>) -> Vec<AbortHandle> {
    let (pools, feed) = (context.pools.clone(), context.feed.clone());
    let sweeper = supervise("log_sweep", 0, move |pulse| sweep(pools.clone(), feed.clone(), pulse));
    let mut followers = vec![sweeper.abort_handle()];
    followers.extend(subscribe(OrderStatus, context));
    followers.extend(subscribe(StoreBoard, context));
    followers.extend(subscribe(RiderBoard, context));
    followers.extend(subscribe(TopMenus, context));
    followers.extend(subscribe(Inbox { post: post.clone() }, context));
    followers
}

/// Each subscriber is alone in each partition: one that fails, panics or hangs stops nobody else.
fn subscribe<P: Projection>(projection: P, context: &Context) -> Vec<AbortHandle> {
    let projection = Arc::new(projection);
    let follow_part = |part| {
        let (projection, context) = (projection.clone(), context.clone());
        supervise(P::NAME, part, move |pulse| follow(projection.clone(), context.clone(), part, pulse)).abort_handle()
    };
    (0..context.feed.parts()).map(follow_part).collect()
}

fn stop(pools: Pools, lanes: Vec<JoinHandle<()>>, followers: Vec<AbortHandle>) -> Stop {
    Box::new(move || {
        Box::pin(async move {
            for lane in lanes {
                // Who supervises it does not panic.
                let _ = lane.await;
            }
            followers.iter().for_each(AbortHandle::abort);
            pools.close().await;
        })
    })
}
