//! Work that must happen: written with the events that ask for it, leased by one worker at a time, gone with its result.

use super::{Connection, Db, Pools, rows};
use crate::{
    clock::Clock,
    log::{
        Lease, LeasedTask,
        lane::{LEASE_SECONDS, NewTask},
    },
};
use domain::{OrderId, TaskId, Timestamp, order::Desk};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

pub async fn insert(db: &mut Connection, part: i64, tasks: &[NewTask]) -> sqlx::Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    let mut values = Vec::with_capacity(tasks.len());
    for task in tasks {
        values.push((task, rows::encode(&task.kind)?));
    }
    let mut query =
        QueryBuilder::<Db>::new("INSERT INTO task (part, id, order_id, kind, data, due_at, lease_until, attempts, correlation) ");
    query.push_values(values, |mut row, (task, data)| {
        row.push_bind(part)
            .push_bind(task.id.0)
            .push_bind(task.order_id.0)
            .push_bind(task.kind.as_str())
            .push_bind(data)
            .push_bind(task.due_at.micros())
            .push_bind(task.lease_until.map_or(0, Timestamp::micros))
            .push_bind(i64::from(task.lease_until.is_some()))
            .push_bind(task.correlation);
    });
    query.push(" ON CONFLICT (part, id) DO NOTHING");
    query.build().execute(db).await.map(drop)
}

/// The latest leases of those of these tasks that there are.
pub async fn leases(db: &mut Connection, part: i64, tasks: &[TaskId]) -> sqlx::Result<Vec<Lease>> {
    let mut query = QueryBuilder::<Db>::new("SELECT id, attempts FROM task WHERE part = ");
    query.push_bind(part).push(" AND id IN ");
    rows::push_list(&mut query, tasks.iter().map(|id| id.0));
    let leases: Vec<(Uuid, i64)> = query.build_query_as().fetch_all(db).await?;
    Ok(leases.into_iter().map(|(id, attempt)| Lease { task: TaskId(id), attempt }).collect())
}

/// Ends tasks. If somebody has leased one of them in the meantime the whole batch is decided again.
pub async fn delete(db: &mut Connection, part: i64, done: &[Lease]) -> sqlx::Result<()> {
    if done.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Db>::new("DELETE FROM task WHERE part = ");
    query.push_bind(part).push(" AND (id, attempts) IN (");
    query.push_values(done, |mut row, lease| {
        row.push_bind(lease.task.0).push_bind(lease.attempt);
    });
    query.push(")");
    let deleted = query.build().execute(db).await?.rows_affected();
    if deleted != done.len() as u64 {
        return Err(sqlx::Error::Protocol("a task was leased under a batch that ends it".to_owned()));
    }
    Ok(())
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

/// Takes up to `limit` tasks of a desk that are due and nobody's.
pub async fn lease(pools: &Pools, clock: &Clock, desk: Desk, limit: i64) -> sqlx::Result<Vec<LeasedTask>> {
    let now = clock.now();
    let due = sqlx::query_scalar::<Db, i64>(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM task WHERE due_at <= $1 AND lease_until <= $2 \
         AND CASE WHEN kind IN ('charge', 'refund') THEN 1 ELSE 0 END = $3 LIMIT 1) AS due",
    );
    let is_gateway = i64::from(desk == Desk::Gateway);
    if due.bind(now.micros()).bind(now.micros()).bind(is_gateway).fetch_one(pools.read()).await? == 0 {
        return Ok(Vec::new());
    }
    let mut tx = pools.write().await?;
    // Waiting for the pen takes nothing from the lease.
    let now = clock.now();
    let leased: Vec<Due> = sqlx::query_as::<Db, Due>(
        "UPDATE task SET lease_until = $1, attempts = attempts + 1 WHERE lease_until <= $2 AND id IN \
         (SELECT id FROM task WHERE due_at <= $3 AND lease_until <= $4 \
         AND CASE WHEN kind IN ('charge', 'refund') THEN 1 ELSE 0 END = $5 ORDER BY due_at LIMIT $6) \
         RETURNING part, id, order_id, data, attempts, correlation",
    )
    .bind(now.plus_seconds(LEASE_SECONDS).micros())
    .bind(now.micros())
    .bind(now.micros())
    .bind(now.micros())
    .bind(is_gateway)
    .bind(limit)
    .fetch_all(tx.db())
    .await?;
    tx.commit().await?;
    Ok(leased.iter().filter_map(|due| read(due).inspect_err(|error| unreadable(due, error)).ok()).collect())
}

/// Of a kind that only a later version knows, say: it is left to whoever can read it.
fn unreadable(due: &Due, error: &sqlx::Error) {
    tracing::error!(task = %due.id, order = %due.order_id, %error, "a task cannot be read");
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

/// Gives a task back, to be tried again at `due_at`; unless somebody else has it by now.
pub async fn give_back(pools: &Pools, task: &LeasedTask, due_at: Timestamp, why: &str) -> sqlx::Result<()> {
    let mut tx = pools.write().await?;
    sqlx::query("UPDATE task SET due_at = $1, lease_until = 0, last_error = $2 WHERE part = $3 AND id = $4 AND attempts = $5")
        .bind(due_at.micros())
        .bind(rows::said(why))
        .bind(task.part)
        .bind(task.id.0)
        .bind(task.attempts)
        .execute(tx.db())
        .await?;
    tx.commit().await
}
