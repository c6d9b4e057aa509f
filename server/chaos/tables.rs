//! What is in the program's database, as it is, whichever database that is.

use server::database::DatabaseUrl;
use sqlx::{Connection, FromRow};
use std::path::Path;
use uuid::Uuid;

pub struct Tables {
    /// Each partition and its counter.
    pub parts: Vec<(i64, i64)>,
    /// In the order of the log.
    pub events: Vec<EventRow>,
    /// Order, version, and what a lane keeps of it.
    pub states: Vec<(Uuid, i64, String)>,
    /// Subscriber, partition, position.
    pub cursors: Vec<(String, i64, i64)>,
    /// Order and kind of work.
    pub tasks: Vec<(Uuid, String)>,
    /// Item, and how many are left.
    pub stock: Vec<(Uuid, i64)>,
    pub order_status: Vec<StatusRow>,
    pub store_board: Vec<BoardRow>,
    pub rider_board: Vec<(Uuid, String)>,
    /// Item, store, how often it was ordered.
    pub top_menus: Vec<(Uuid, Uuid, i64)>,
    pub entries: Vec<EntryRow>,
}

#[derive(FromRow)]
pub struct EventRow {
    pub part: i64,
    pub seq: i64,
    pub order_id: Uuid,
    pub version: i64,
    pub kind: String,
    pub data: String,
    pub at: i64,
}

#[derive(FromRow)]
pub struct StatusRow {
    pub order_id: Uuid,
    pub customer_id: Uuid,
    pub rider_id: Option<Uuid>,
    pub status: String,
    pub placed_at: i64,
    pub version: i64,
    pub data: String,
}

#[derive(FromRow)]
pub struct BoardRow {
    pub order_id: Uuid,
    pub store_id: Uuid,
    pub part: i64,
    pub seq: i64,
    pub status: String,
    pub placed_at: i64,
    pub version: i64,
    pub total: i64,
    pub data: String,
}

/// A row of the notification ledger.
#[derive(FromRow, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryRow {
    pub order_id: Uuid,
    pub recipient: Uuid,
    pub channel: String,
    pub kind: String,
    pub at: i64,
    pub template: String,
    pub text: String,
}

pub async fn read(database: &DatabaseUrl) -> sqlx::Result<Tables> {
    match database {
        DatabaseUrl::Sqlite(path) => sqlite::read(&mut *sqlite::open(path).await?).await,
        DatabaseUrl::Postgres(url) => postgres::read(&mut postgres::open(url).await?).await,
    }
}

/// One number.
pub async fn count(database: &DatabaseUrl, sql: &'static str) -> sqlx::Result<i64> {
    match database {
        DatabaseUrl::Sqlite(path) => sqlx::query_scalar(sql).fetch_one(&mut *sqlite::open(path).await?).await,
        DatabaseUrl::Postgres(url) => sqlx::query_scalar(sql).fetch_one(&mut postgres::open(url).await?).await,
    }
}

/// The same statements with the types of each database.
macro_rules! reader {
    ($connection:ty) => {
        use super::*;

        pub async fn read(db: &mut $connection) -> sqlx::Result<Tables> {
            Ok(Tables {
                parts: sqlx::query_as("SELECT id, seq FROM part ORDER BY id").fetch_all(&mut *db).await?,
                events: sqlx::query_as("SELECT part, seq, order_id, version, kind, data, at FROM event ORDER BY part, seq")
                    .fetch_all(&mut *db)
                    .await?,
                states: sqlx::query_as("SELECT order_id, version, data FROM state").fetch_all(&mut *db).await?,
                cursors: sqlx::query_as("SELECT subscriber, part, seq FROM cursor").fetch_all(&mut *db).await?,
                tasks: sqlx::query_as("SELECT order_id, kind FROM task").fetch_all(&mut *db).await?,
                stock: sqlx::query_as("SELECT item_id, available FROM stock").fetch_all(&mut *db).await?,
                order_status: sqlx::query_as(
                    "SELECT order_id, customer_id, rider_id, status, placed_at, version, data FROM order_status",
                )
                .fetch_all(&mut *db)
                .await?,
                store_board: sqlx::query_as(
                    "SELECT order_id, store_id, part, seq, status, placed_at, version, total, data FROM store_board",
                )
                .fetch_all(&mut *db)
                .await?,
                rider_board: sqlx::query_as("SELECT order_id, data FROM rider_board").fetch_all(&mut *db).await?,
                top_menus: sqlx::query_as("SELECT item_id, store_id, order_count FROM top_menus").fetch_all(&mut *db).await?,
                entries: sqlx::query_as("SELECT order_id, recipient, channel, kind, at, template, text FROM notification")
                    .fetch_all(&mut *db)
                    .await?,
            })
        }
    };
}

mod sqlite {
    use server::database::sqlite::Pools;
    use sqlx::{pool::PoolConnection, sqlite::SqliteConnectOptions};

    reader!(sqlx::SqliteConnection);

    pub async fn open(path: &Path) -> sqlx::Result<PoolConnection<sqlx::Sqlite>> {
        Pools::attached(SqliteConnectOptions::new().filename(path).read_only(true), 1).await?.acquire().await
    }
}

mod postgres {
    reader!(sqlx::PgConnection);

    pub async fn open(url: &str) -> sqlx::Result<sqlx::PgConnection> {
        sqlx::PgConnection::connect(url).await
    }
}
