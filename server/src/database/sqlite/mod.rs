//! The embedded database: WAL, one writer at a time for each of its two files. In the one is what happened and what was entered: the log,
//! accounts, stores. In the other, beside it, is what follows the log at its own pace: read models, the ledger of messages, saved answers.
//! So an order waits for none of that.

#[path = "../shared/mod.rs"]
pub mod shared;

mod views;

use sqlx::{
    ConnectOptions, Connection as _, SqlitePool, Transaction,
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

/// SQLite has one writer for a file; waiting for its turn is fair and wakes at once, waiting in SQLite polls. It is one connection, since
/// each commit makes all others forget what they have read.
#[derive(Clone)]
struct Pen {
    db: SqlitePool,
    /// The care that it takes now.
    turn: Arc<Mutex<Care>>,
    /// What it means to be careful: FULL.
    careful: SqliteSynchronous,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// What is committed is on the disk.
    Durable,
    /// What is committed may be gone after a power cut.
    Hasty,
}

/// A transaction that holds the only pen.
pub struct Tx {
    tx: Transaction<'static, Db>,
    _turn: OwnedMutexGuard<Care>,
    /// Let go of last, when the log has asked for its turn.
    _place: Option<OwnedMutexGuard<()>>,
}

impl Pools {
    /// Opens, or makes, the files and brings their tables up to date.
    pub async fn open(path: &Path) -> sqlx::Result<Pools> {
        Pools::open_with(Pools::options(path), SqliteSynchronous::Full).await
    }

    pub fn options(path: &Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(512)
            // Not mapped into memory: the file grows all the time, and mapping it anew costs more than reading it.
            .pragma("cache_size", "-16384")
            // In pages, 40 MB: the same pages are written again and again, so moving them into the file less often moves far fewer.
            .pragma("wal_autocheckpoint", "10000")
    }

    /// With other options than ours, or less careful: the durability test cuts the power, and shows that then orders would be lost.
    pub async fn open_with(options: SqliteConnectOptions, careful: SqliteSynchronous) -> sqlx::Result<Pools> {
        let log = Pen::of(options.clone(), careful).await?;
        sqlx::migrate!("../migrations/sqlite").run(&log.db).await?;
        let views = Pen::of(options.clone().filename(views::beside(&log.db).await?), careful).await?;
        sqlx::migrate!("../migrations/sqlite/views").run(&views.db).await?;
        views::join(&log.db).await?;
        let read = Pools::attached(options.read_only(true), 4).await?;
        Ok(Pools { read, log, views, queue: Arc::default() })
    }

    /// Connections to both files, which have to be there.
    pub async fn attached(options: SqliteConnectOptions, connections: u32) -> sqlx::Result<SqlitePool> {
        // A pool tries again until its time is up and then says only that; one connection says what is wrong.
        let mut db = options.connect().await?;
        views::attach(&mut db).await?;
        db.close().await?;
        pool(connections).after_connect(|db, _| Box::pin(views::attach(db))).connect_with(options).await
    }

    pub fn read(&self) -> &SqlitePool {
        &self.read
    }

    /// A durable write of the log, for which somebody waits to hear that their order is placed.
    pub async fn append(&self) -> sqlx::Result<Tx> {
        self.log.begin(Care::Durable, None).await
    }

    /// A durable write: when it is committed it is on the disk.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        let place = self.queue.clone().lock_owned().await;
        self.log.begin(Care::Durable, Some(place)).await
    }

    /// A write beside the log that need not wait for the disk.
    pub async fn write_hastily(&self) -> sqlx::Result<Tx> {
        let place = self.queue.clone().lock_owned().await;
        self.log.begin(Care::Hasty, Some(place)).await
    }

    /// A write of what follows the log. It may be folded from there again, so it need not wait for the disk.
    pub async fn project(&self) -> sqlx::Result<Tx> {
        self.views.begin(Care::Hasty, None).await
    }

    /// A durable write of what follows the log.
    pub async fn project_durably(&self) -> sqlx::Result<Tx> {
        self.views.begin(Care::Durable, None).await
    }

    pub async fn close(&self) {
        self.read.close().await;
        self.views.db.close().await;
        self.log.db.close().await;
    }
}

impl Pen {
    async fn of(options: SqliteConnectOptions, careful: SqliteSynchronous) -> sqlx::Result<Pen> {
        // Should the connection ever be made anew, it is careful.
        let db = pool(1).connect_with(options.synchronous(careful)).await?;
        Ok(Pen { db, turn: Arc::new(Mutex::new(Care::Durable)), careful })
    }

    async fn begin(&self, care: Care, place: Option<OwnedMutexGuard<()>>) -> sqlx::Result<Tx> {
        let mut turn = self.turn.clone().lock_owned().await;
        if *turn != care {
            // Whoever waits may give up at any moment: never is it taken for more careful than it is.
            *turn = Care::Hasty;
            sqlx::query(self.pragma(care)).execute(&self.db).await?;
            *turn = care;
        }
        let tx = self.db.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Tx { tx, _turn: turn, _place: place })
    }

    fn pragma(&self, care: Care) -> &'static str {
        match (care, self.careful) {
            (_, SqliteSynchronous::Off) => "PRAGMA synchronous = OFF",
            (Care::Hasty, _) | (_, SqliteSynchronous::Normal) => "PRAGMA synchronous = NORMAL",
            (_, SqliteSynchronous::Full) => "PRAGMA synchronous = FULL",
            (_, SqliteSynchronous::Extra) => "PRAGMA synchronous = EXTRA",
        }
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

    #[tokio::test]
    async fn each_transaction_is_as_careful_as_was_asked_for() {
        let path = std::env::temp_dir().join(format!("hansang-care-{}.db", Uuid::now_v7()));
        let pools = Pools::open(&path).await.unwrap();
        const NORMAL: i64 = 1;
        const FULL: i64 = 2;
        for care in [FULL, NORMAL, NORMAL, FULL, NORMAL] {
            let (log, views) = match care {
                FULL => (pools.append().await, pools.project_durably().await),
                _ => (pools.write_hastily().await, pools.project().await),
            };
            for mut tx in [log.unwrap(), views.unwrap()] {
                assert_eq!(sqlx::query_scalar::<_, i64>("PRAGMA synchronous").fetch_one(tx.db()).await.unwrap(), care);
            }
        }
        pools.close().await;
        views::tests::discard(&path);
    }
}
