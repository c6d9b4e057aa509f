//! The embedded database: WAL, one writer at a time for each of its two files. In the one is what happened and what was entered: the log,
//! accounts, stores. In the other, beside it, is what follows the log at its own pace: read models, the ledger of messages, saved answers.
//! So an order waits for none of that.

#[path = "../shared/mod.rs"]
pub mod shared;

mod views;

use sqlx::{
    ConnectOptions, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::sync::{Mutex, OwnedMutexGuard};

pub type Db = sqlx::Sqlite;
pub type Connection = sqlx::SqliteConnection;

/// How many partitions a new log gets: one writer needs no more than one.
pub const PARTS: i64 = 1;

/// Whether no other process writes to this database, so that what was read may be remembered.
pub const ALONE: bool = true;

#[derive(Clone)]
pub struct Pools {
    read: SqlitePool,
    log: Pen,
    views: Pen,
    /// Whoever writes into the log's file, but not the log, waits here first: so never more than one of them is before it, however many
    /// there are, and they take turns with it.
    queue: Arc<Mutex<()>>,
}

/// SQLite has one writer for a file; waiting for this is fair and wakes at once, waiting in SQLite polls.
#[derive(Clone)]
struct Pen {
    turn: Arc<Mutex<()>>,
    /// What it commits is on the disk.
    durable: SqlitePool,
    /// What it commits may be gone after a power cut.
    hasty: SqlitePool,
}

/// A transaction that holds the only pen.
pub struct Tx {
    tx: Transaction<'static, Db>,
    _turn: OwnedMutexGuard<()>,
    /// Let go of last, when the log has asked for its turn.
    _place: Option<OwnedMutexGuard<()>>,
}

impl Pools {
    /// Opens, or makes, the files and brings their tables up to date.
    pub async fn open(path: &Path) -> sqlx::Result<Pools> {
        Pools::open_with(Pools::options(path)).await
    }

    /// How the log is written: what is committed is on the disk.
    pub fn options(path: &Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(512)
            // Not mapped into memory: the file grows all the time, and mapping it anew costs more than reading it.
            .pragma("cache_size", "-16384")
            // In pages, 40 MB: the same pages are written again and again, so moving them into the file less often moves far fewer.
            .pragma("wal_autocheckpoint", "10000")
    }

    /// With other options than ours: the durability test cuts the power, and shows that with others orders would be lost.
    pub async fn open_with(options: SqliteConnectOptions) -> sqlx::Result<Pools> {
        let log = Pen::of(options.clone()).await?;
        sqlx::migrate!("../migrations/sqlite").run(&log.durable).await?;
        let views = Pen::of(options.clone().filename(views::beside(options.get_filename()))).await?;
        sqlx::migrate!("../migrations/sqlite/views").run(&views.durable).await?;
        views::move_out(&log.durable).await?;
        let read = pool(4).after_connect(|db, _| Box::pin(views::attach(db))).connect_with(options.read_only(true)).await?;
        views::belong_to_the_log(&read).await?;
        Ok(Pools { read, log, views, queue: Arc::default() })
    }

    /// One connection to both files, for whoever looks at them from outside.
    pub async fn connect(options: &SqliteConnectOptions) -> sqlx::Result<Connection> {
        let mut db = options.connect().await?;
        views::attach(&mut db).await?;
        Ok(db)
    }

    pub fn read(&self) -> &SqlitePool {
        &self.read
    }

    /// A durable write of the log, for which somebody waits to hear that their order is placed.
    pub async fn append(&self) -> sqlx::Result<Tx> {
        self.log.begin(&self.log.durable, None).await
    }

    /// A durable write: when it is committed it is on the disk.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        let place = self.queue.clone().lock_owned().await;
        self.log.begin(&self.log.durable, Some(place)).await
    }

    /// A write beside the log that need not wait for the disk.
    pub async fn write_hastily(&self) -> sqlx::Result<Tx> {
        let place = self.queue.clone().lock_owned().await;
        self.log.begin(&self.log.hasty, Some(place)).await
    }

    /// A write of what follows the log. It may be folded from there again, so it need not wait for the disk.
    pub async fn project(&self) -> sqlx::Result<Tx> {
        self.views.begin(&self.views.hasty, None).await
    }

    /// A durable write of what follows the log.
    pub async fn project_durably(&self) -> sqlx::Result<Tx> {
        self.views.begin(&self.views.durable, None).await
    }

    pub async fn close(&self) {
        self.read.close().await;
        self.views.close().await;
        self.log.close().await;
    }
}

impl Pen {
    async fn of(options: SqliteConnectOptions) -> sqlx::Result<Pen> {
        let durable = pool(1).connect_with(options.clone()).await?;
        let hasty = pool(1).connect_with(options.synchronous(SqliteSynchronous::Normal)).await?;
        Ok(Pen { turn: Arc::default(), durable, hasty })
    }

    async fn begin(&self, pool: &SqlitePool, place: Option<OwnedMutexGuard<()>>) -> sqlx::Result<Tx> {
        let turn = self.turn.clone().lock_owned().await;
        let tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Tx { tx, _turn: turn, _place: place })
    }

    async fn close(&self) {
        self.hasty.close().await;
        self.durable.close().await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().min_connections(1).max_connections(connections).test_before_acquire(false)
}

impl Tx {
    pub fn db(&mut self) -> &mut Connection {
        &mut self.tx
    }

    /// Dropping without this rolls back.
    pub async fn commit(self) -> sqlx::Result<()> {
        self.tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex as Slate;
    use tokio::task::{JoinSet, yield_now};
    use uuid::Uuid;

    #[tokio::test]
    async fn however_many_wait_for_the_pen_the_log_waits_for_one_of_them_at_most() {
        let path = std::env::temp_dir().join(format!("hansang-pen-{}.db", Uuid::now_v7()));
        let pools = Pools::open(&path).await.unwrap();
        let (slate, mut writers) = (Arc::new(Slate::new(Vec::new())), JoinSet::new());
        let first = pools.write().await.unwrap();
        for writer in ["rider", "rider", "task", "rider", "log", "rider"] {
            let (pools, slate) = (pools.clone(), slate.clone());
            writers.spawn(async move {
                let tx = match writer {
                    "log" => pools.append().await,
                    "task" => pools.write().await,
                    _ => pools.write_hastily().await,
                };
                slate.lock().unwrap().push(writer);
                tx.unwrap().commit().await.unwrap();
            });
            yield_now().await;
        }
        first.commit().await.unwrap();
        writers.join_all().await;
        let order = slate.lock().unwrap().clone();
        assert!(order.iter().position(|writer| *writer == "log") <= Some(1), "{order:?}");
        assert_eq!(order.len(), 6);
        pools.close().await;
        views::tests::discard(&path);
    }
}
