//! The embedded database: one file, WAL, `synchronous=FULL`, one writer at a time.

#[path = "../shared/mod.rs"]
pub mod shared;

use sqlx::{
    SqlitePool, Transaction,
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
    write: SqlitePool,
    /// Read models may be folded again from the log, so their commits need not wait for the disk.
    project: SqlitePool,
    /// SQLite has one writer; waiting here is fair and wakes at once, waiting in SQLite polls.
    turn: Arc<Mutex<()>>,
    /// Whoever does not write the log waits here first: so never more than one of them is before it, however many there are, and they take
    /// turns with it.
    queue: Arc<Mutex<()>>,
}

/// A transaction that holds the only pen.
pub struct Tx {
    tx: Transaction<'static, Db>,
    _turn: OwnedMutexGuard<()>,
    /// Let go of last, when the log has asked for its turn.
    _place: Option<OwnedMutexGuard<()>>,
}

impl Pools {
    /// Opens, or makes, the file and brings its tables up to date.
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
        let pool =
            |connections| SqlitePoolOptions::new().min_connections(1).max_connections(connections).test_before_acquire(false);
        let write = pool(1).connect_with(options.clone()).await?;
        sqlx::migrate!("../migrations/sqlite").run(&write).await?;
        let project = pool(1).connect_with(options.clone().synchronous(SqliteSynchronous::Normal)).await?;
        let read = pool(4).connect_with(options.read_only(true)).await?;
        Ok(Pools { read, write, project, turn: Arc::default(), queue: Arc::default() })
    }

    pub fn read(&self) -> &SqlitePool {
        &self.read
    }

    /// A durable write of the log, for which somebody waits to hear that their order is placed.
    pub async fn append(&self) -> sqlx::Result<Tx> {
        self.begin(&self.write, None).await
    }

    /// A durable write: when it is committed it is on the disk.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        let place = self.queue.clone().lock_owned().await;
        self.begin(&self.write, Some(place)).await
    }

    /// A write of a read model.
    pub async fn project(&self) -> sqlx::Result<Tx> {
        let place = self.queue.clone().lock_owned().await;
        self.begin(&self.project, Some(place)).await
    }

    async fn begin(&self, pool: &SqlitePool, place: Option<OwnedMutexGuard<()>>) -> sqlx::Result<Tx> {
        let turn = self.turn.clone().lock_owned().await;
        let tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Tx { tx, _turn: turn, _place: place })
    }

    pub async fn close(&self) {
        self.read.close().await;
        self.project.close().await;
        self.write.close().await;
    }
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
        let first = pools.project().await.unwrap();
        for writer in ["view", "view", "task", "view", "log", "view"] {
            let (pools, slate) = (pools.clone(), slate.clone());
            writers.spawn(async move {
                let tx = match writer {
                    "log" => pools.append().await,
                    "task" => pools.write().await,
                    _ => pools.project().await,
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
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
    }
}
