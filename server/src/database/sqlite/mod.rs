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
}

/// A transaction that holds the only pen.
pub struct Tx {
    tx: Transaction<'static, Db>,
    _turn: OwnedMutexGuard<()>,
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
        Ok(Pools { read, write, project, turn: Arc::default() })
    }

    pub fn read(&self) -> &SqlitePool {
        &self.read
    }

    /// A durable write: when it is committed it is on the disk.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        self.begin(&self.write).await
    }

    /// A write of a read model.
    pub async fn project(&self) -> sqlx::Result<Tx> {
        self.begin(&self.project).await
    }

    async fn begin(&self, pool: &SqlitePool) -> sqlx::Result<Tx> {
        let turn = self.turn.clone().lock_owned().await;
        let tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Tx { tx, _turn: turn })
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
