//! What is found once the power is back: the database is opened as the program opens it, on the system's own files.

use super::load::{Acknowledged, STOCK};
use domain::{OrderId, order::Order};
use server::database::{self, DatabaseUrl, Storage, StorageSettings, sqlite::Pools};
use sqlx::SqlitePool;
use std::{
    collections::HashMap,
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;

#[derive(Debug, PartialEq)]
pub enum Finding {
    Unreadable(String),
    Damaged(String),
    /// Somebody was told of this version; there are only so many.
    Lost {
        order: OrderId,
        told: u32,
        left: u32,
    },
    Gap {
        events: i64,
        last: i64,
        counter: i64,
    },
    /// Each order's events and its fold must be of one transaction.
    Torn {
        orders: i64,
    },
    /// Something speaks of what the log does not know.
    AheadOfTheLog {
        what: &'static str,
        rows: i64,
    },
    Stock {
        left: i64,
        orders: i64,
    },
    /// A read model that did not catch up.
    Behind {
        what: &'static str,
        rows: i64,
    },
}

/// Opens what a cut left, lets SQLite recover it, and looks.
pub async fn examine(database: &Path, acknowledged: &[Acknowledged]) -> Vec<Finding> {
    let files = match Pools::attached(Pools::options(database), 1).await {
        Ok(files) => files,
        Err(error) => return vec![Finding::Unreadable(error.to_string())],
    };
    let findings = findings(&files, acknowledged).await.unwrap_or_else(|error| vec![Finding::Unreadable(error.to_string())]);
    files.close().await;
    findings
}

async fn findings(db: &SqlitePool, acknowledged: &[Acknowledged]) -> sqlx::Result<Vec<Finding>> {
    let whole: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(db).await?;
    if whole != "ok" {
        return Ok(vec![Finding::Damaged(whole)]);
    }
    let mut findings = lost(db, acknowledged).await?;
    let events = count(db, "SELECT COUNT(*) FROM event").await?;
    let last = count(db, "SELECT COALESCE(MAX(seq), 0) FROM event").await?;
    let counter = count(db, "SELECT seq FROM part").await?;
    if events != last || last != counter {
        findings.push(Finding::Gap { events, last, counter });
    }
    let orders = count(db, TORN).await?;
    if orders > 0 {
        findings.push(Finding::Torn { orders });
    }
    for (what, sql) in AHEAD {
        let rows = count(db, sql).await?;
        if rows > 0 {
            findings.push(Finding::AheadOfTheLog { what, rows });
        }
    }
    let (left, orders) = (count(db, "SELECT available FROM stock").await?, count(db, "SELECT COUNT(*) FROM state").await?);
    if left + orders != i64::from(STOCK) {
        findings.push(Finding::Stock { left, orders });
    }
    Ok(findings)
}

async fn lost(db: &SqlitePool, acknowledged: &[Acknowledged]) -> sqlx::Result<Vec<Finding>> {
    let rows: Vec<(Uuid, i64)> = sqlx::query_as("SELECT order_id, COUNT(*) FROM event GROUP BY order_id").fetch_all(db).await?;
    let left: HashMap<OrderId, u32> = rows.into_iter().map(|(order, events)| (OrderId(order), events as u32)).collect();
    let found = acknowledged.iter().map(|told| (told, left.get(&told.order).copied().unwrap_or(0)));
    let lost = found.filter(|(told, left)| *left < told.version);
    Ok(lost.map(|(told, left)| Finding::Lost { order: told.order, told: told.version, left }).collect())
}

const TORN: &str = "SELECT COUNT(*) FROM (SELECT order_id, COUNT(*) AS events FROM event GROUP BY order_id) AS told \
    LEFT JOIN state ON state.order_id = told.order_id WHERE state.version IS NULL OR state.version <> told.events";

const AHEAD: [(&str, &str); 6] = [
    ("a cursor", "SELECT COUNT(*) FROM cursor JOIN part ON part.id = cursor.part WHERE cursor.seq > part.seq"),
    (
        "order_status",
        "SELECT COUNT(*) FROM order_status AS row LEFT JOIN state ON state.order_id = row.order_id \
         WHERE state.version IS NULL OR state.version < row.version",
    ),
    (
        "store_board",
        "SELECT COUNT(*) FROM store_board AS row LEFT JOIN state ON state.order_id = row.order_id \
         WHERE state.version IS NULL OR state.version < row.version",
    ),
    ("task", "SELECT COUNT(*) FROM task LEFT JOIN state ON state.order_id = task.order_id WHERE state.version IS NULL"),
    (
        "notification",
        "SELECT COUNT(*) FROM notification AS row LEFT JOIN state ON state.order_id = row.order_id \
         WHERE state.version IS NULL OR state.version < row.version",
    ),
    // A customer's retry would be told of an order that nobody has.
    (
        "saved_answer",
        "SELECT COUNT(*) FROM saved_answer WHERE NOT EXISTS \
         (SELECT 1 FROM state WHERE lower(hex(state.order_id)) = replace(saved_answer.body, '-', ''))",
    ),
];

/// How long read models may take to catch up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Starts everything on what a cut left: every read model comes to where the log is, and an order there is the order of the log.
pub async fn recovers(database: &Path) -> Vec<Finding> {
    let url = DatabaseUrl::Sqlite(database.to_owned());
    let Storage { log, stop, .. } = match database::open(&url, &StorageSettings::default()).await {
        Ok(storage) => storage,
        Err(error) => return vec![Finding::Unreadable(error.to_string())],
    };
    let begin = Instant::now();
    let findings = loop {
        let findings = behind(database).await;
        if findings.is_empty() || begin.elapsed() > PATIENCE {
            break findings;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    drop(log);
    stop().await;
    findings
}

async fn behind(database: &Path) -> Vec<Finding> {
    let pool = Pools::attached(Pools::options(database).read_only(true), 1).await.unwrap();
    let log = orders(&pool, "SELECT data FROM state").await;
    let mut findings = Vec::new();
    for (what, sql, belongs) in READ_MODELS {
        let model = orders(&pool, sql).await;
        let expected: HashMap<_, _> = log.iter().filter(|(_, order)| belongs(order)).collect();
        let wrong = expected.iter().filter(|(id, order)| model.get(id) != Some(order)).count();
        let rows = (wrong + model.len().abs_diff(expected.len())) as i64;
        if rows > 0 {
            findings.push(Finding::Behind { what, rows });
        }
    }
    pool.close().await;
    findings
}

type Belongs = fn(&Order) -> bool;

const READ_MODELS: [(&str, &str, Belongs); 2] = [
    ("order_status", "SELECT data FROM order_status", |_| true),
    ("store_board", "SELECT data FROM store_board", Order::was_paid),
];

/// The rows of a table; what a lane keeps has the order inside.
async fn orders(pool: &SqlitePool, sql: &'static str) -> HashMap<OrderId, Order> {
    let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(pool).await.unwrap();
    let read = |row: &String| {
        let mut row: serde_json::Value = serde_json::from_str(row).unwrap();
        let inside = row.get_mut("order").map(serde_json::Value::take);
        let order = inside.unwrap_or(row);
        serde_json::from_value::<Order>(order).unwrap()
    };
    rows.iter().map(read).map(|order| (order.id, order)).collect()
}

async fn count(db: &SqlitePool, sql: &'static str) -> sqlx::Result<i64> {
    sqlx::query_scalar(sql).fetch_one(db).await
}
