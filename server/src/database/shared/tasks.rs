//! Work that must happen: written with the events that ask for it, leased by one worker at a time, gone with its result.

use super::{Connection, Db, Pools, rows};
use crate::log::LeasedTask;
use domain::{OrderId, TaskId, Timestamp, order::TaskKind};
use sha2::{Digest, Sha256};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

/// How long a worker has before somebody else may think it dead. Longer than any call to the outside may take.
pub const LEASE_SECONDS: i64 = 30;

pub struct Row {
    pub part: i64,
    pub id: TaskId,
    pub order_id: Uuid,
    pub kind: &'static str,
    pub data: String,
    pub due_at: i64,
    pub lease_until: i64,
    pub correlation: Uuid,
}

impl Row {
    pub fn leased(&self, kind: TaskKind) -> LeasedTask {
        LeasedTask {
            part: self.part,
            id: self.id,
            order_id: OrderId(self.order_id),
            kind,
            attempts: 1,
            correlation: self.correlation,
        }
    }
}

/// The same work asked for twice is one task: its id follows from the order, its version and the kind of work.
pub fn id(order: OrderId, version: u32, kind: &TaskKind) -> TaskId {
    let digest =
        Sha256::new().chain_update(order.0.as_bytes()).chain_update(version.to_be_bytes()).chain_update(kind.as_str()).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    TaskId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

pub async fn insert(db: &mut Connection, tasks: &[Row]) -> sqlx::Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    let mut query =
        QueryBuilder::<Db>::new("INSERT INTO task (part, id, order_id, kind, data, due_at, lease_until, attempts, correlation) ");
    query.push_values(tasks, |mut row, task| {
        row.push_bind(task.part)
            .push_bind(task.id.0)
            .push_bind(task.order_id)
            .push_bind(task.kind)
            .push_bind(task.data.as_str())
            .push_bind(task.due_at)
            .push_bind(task.lease_until)
            .push_bind(i64::from(task.lease_until > 0))
            .push_bind(task.correlation);
    });
    query.push(" ON CONFLICT (part, id) DO NOTHING");
    query.build().execute(db).await.map(drop)
}

pub async fn delete(db: &mut Connection, part: i64, done: &[Uuid]) -> sqlx::Result<()> {
    if done.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Db>::new("DELETE FROM task WHERE part = ");
    query.push_bind(part).push(" AND id IN ");
    rows::push_list(&mut query, done.iter().copied());
    query.build().execute(db).await.map(drop)
}

#[derive(FromRow)]
struct Due {
    part: i64,
    id: Uuid,
    order_id: Uuid,
    data: String,
    attempts: i64,
    correlation: Uuid,
}

/// Takes up to `limit` tasks that are due and nobody's.
pub async fn lease(pools: &Pools, now: Timestamp, limit: i64) -> sqlx::Result<Vec<LeasedTask>> {
    let due = sqlx::query_scalar::<Db, i64>(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM task WHERE due_at <= $1 AND lease_until <= $2 LIMIT 1) AS due",
    );
    if due.bind(now.micros()).bind(now.micros()).fetch_one(pools.read()).await? == 0 {
        return Ok(Vec::new());
    }
    let mut tx = pools.write().await?;
    let leased: Vec<Due> = sqlx::query_as::<Db, Due>(
        "UPDATE task SET lease_until = $1, attempts = attempts + 1 WHERE lease_until <= $2 AND id IN \
         (SELECT id FROM task WHERE due_at <= $3 AND lease_until <= $4 ORDER BY due_at LIMIT $5) \
         RETURNING part, id, order_id, data, attempts, correlation",
    )
    .bind(now.plus_seconds(LEASE_SECONDS).micros())
    .bind(now.micros())
    .bind(now.micros())
    .bind(now.micros())
    .bind(limit)
    .fetch_all(tx.db())
    .await?;
    tx.commit().await?;
    leased.into_iter().map(|due| read(&due)).collect()
}

fn read(due: &Due) -> sqlx::Result<LeasedTask> {
    Ok(LeasedTask {
        part: due.part,
        id: TaskId(due.id),
        order_id: OrderId(due.order_id),
        kind: rows::decode(&due.data)?,
        attempts: due.attempts,
        correlation: due.correlation,
    })
}

/// Gives a task back, to be tried again at `due_at`.
pub async fn give_back(pools: &Pools, task: &LeasedTask, due_at: Timestamp, why: &str) -> sqlx::Result<()> {
    let mut tx = pools.write().await?;
    sqlx::query("UPDATE task SET due_at = $1, lease_until = 0, last_error = $2 WHERE part = $3 AND id = $4")
        .bind(due_at.micros())
        .bind(why)
        .bind(task.part)
        .bind(task.id.0)
        .execute(tx.db())
        .await?;
    tx.commit().await
}
