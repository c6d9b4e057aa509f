//! PostgreSQL: many processes, 64 partitions.

#[path = "../shared/mod.rs"]
pub mod shared;

use sqlx::{
    Connection as _, PgConnection, PgPool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::time::Duration;

pub type Db = sqlx::Postgres;
pub type Connection = sqlx::PgConnection;

/// How many partitions a new log gets: enough lanes for many processes.
pub const PARTS: i64 = 64;

/// Whether no other process writes to this database, so that what was read may be remembered.
pub const ALONE: bool = false;

#[derive(Clone)]
pub struct Pools {
    pool: PgPool,
    /// For lanes and whoever leases work: readers, however many, never take these connections.
    pens: PgPool,
}

pub struct Tx {
    tx: Transaction<'static, Db>,
}

impl Pools {
    /// Connects and brings the tables up to date.
    pub async fn open(url: &str) -> sqlx::Result<Pools> {
        let options: PgConnectOptions = url.parse()?;
        // A pool tries again until its time is up and then says only that; one connection says what is wrong.
        PgConnection::connect_with(&options).await?.close().await?;
        let options = options.statement_cache_capacity(512);
        let connect = |connections| {
            let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(10));
            pool.test_before_acquire(false).connect_lazy_with(options.clone())
        };
        let (pool, pens) = (connect(24), connect(16));
        sqlx::migrate!("../migrations/postgres").run(&pool).await?;
        Ok(Pools { pool, pens })
    }

    pub fn read(&self) -> &PgPool {
        &self.pool
    }

    /// A durable write of the log.
    pub async fn append(&self) -> sqlx::Result<Tx> {
        self.write().await
    }

    /// A durable write: when it is committed it is on the disk.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        Ok(Tx { tx: self.pens.begin().await? })
    }

    /// A write beside the log.
    pub async fn write_hastily(&self) -> sqlx::Result<Tx> {
        self.project().await
    }

    /// A write of what follows the log.
    pub async fn project(&self) -> sqlx::Result<Tx> {
        Ok(Tx { tx: self.pool.begin().await? })
    }

    /// A durable write of what follows the log: here they all are.
    pub async fn project_durably(&self) -> sqlx::Result<Tx> {
        self.write().await
    }

    pub async fn close(&self) {
        self.pens.close().await;
        self.pool.close().await;
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
