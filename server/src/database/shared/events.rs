//! The event table: what is written once and read for ever.

use super::{Connection, Db, rows};
use crate::log::{Change, lane::Entry};
use domain::{
    OrderId, Timestamp,
    account::Actor,
    order::{Event, Order, Recorded, evolve},
};
use sqlx::{FromRow, QueryBuilder};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

pub async fn insert(db: &mut Connection, entries: &[Entry]) -> sqlx::Result<()> {
    // SQLite takes 32,766 values in a statement; a batch stays far below.
    for chunk in entries.chunks(128) {
        let mut values = Vec::with_capacity(chunk.len());
        for entry in chunk {
            let Recorded { actor, event, .. } = &entry.change.recorded;
            values.push((entry, rows::encode(event)?, rows::encode(actor)?));
        }
        let mut query = QueryBuilder::<Db>::new(
            "INSERT INTO event (part, seq, order_id, version, kind, data, actor, at, correlation, causation) ",
        );
        query.push_values(values, |mut row, (entry, data, actor)| {
            let Change { part, seq, recorded, .. } = &*entry.change;
            row.push_bind(*part)
                .push_bind(*seq)
                .push_bind(recorded.order_id.0)
                .push_bind(i64::from(recorded.version))
                .push_bind(recorded.event.kind())
                .push_bind(data)
                .push_bind(actor)
                .push_bind(recorded.at.micros())
                .push_bind(entry.correlation)
                .push_bind(entry.causation.0);
        });
        query.build().execute(&mut *db).await?;
    }
    Ok(())
}

#[derive(FromRow)]
struct Stored {
    part: i64,
    seq: i64,
    order_id: Uuid,
    version: i64,
    data: String,
    actor: String,
    at: i64,
}

impl Stored {
    fn read(&self) -> sqlx::Result<Recorded> {
        Ok(Recorded {
            order_id: OrderId(self.order_id),
            version: u32::try_from(self.version).map_err(|error| sqlx::Error::Decode(error.into()))?,
            at: Timestamp::from_micros(self.at),
            actor: rows::decode::<Actor>(&self.actor)?,
            event: rows::decode::<Event>(&self.data)?,
        })
    }
}

/// An order's history.
pub async fn of_order<'e, E>(db: E, part: i64, order: OrderId) -> sqlx::Result<Vec<Recorded>>
where
    E: sqlx::Executor<'e, Database = Db>,
{
    let stored: Vec<Stored> = sqlx::query_as::<Db, Stored>(
        "SELECT part, seq, order_id, version, data, actor, at FROM event WHERE part = $1 AND order_id = $2 ORDER BY version",
    )
    .bind(part)
    .bind(order.0)
    .fetch_all(db)
    .await?;
    stored.iter().map(Stored::read).collect()
}

/// What follows a cursor, with each order as it was after each event: folded from the beginning of its stream.
pub async fn after(pools: &super::Pools, part: i64, cursor: i64, limit: i64) -> sqlx::Result<Vec<Arc<Change>>> {
    let next: Vec<Stored> = sqlx::query_as::<Db, Stored>(
        "SELECT part, seq, order_id, version, data, actor, at FROM event WHERE part = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    )
    .bind(part)
    .bind(cursor)
    .bind(limit)
    .fetch_all(pools.read())
    .await?;
    changes(pools, part, cursor, &next).await
}

/// An order's whole history, each event with the order as it was after it.
pub async fn history(pools: &super::Pools, part: i64, order: OrderId) -> sqlx::Result<Vec<Arc<Change>>> {
    let stored: Vec<Stored> = sqlx::query_as::<Db, Stored>(
        "SELECT part, seq, order_id, version, data, actor, at FROM event WHERE part = $1 AND order_id = $2 ORDER BY version",
    )
    .bind(part)
    .bind(order.0)
    .fetch_all(pools.read())
    .await?;
    fold(&stored, HashMap::new())
}

async fn changes(pools: &super::Pools, part: i64, cursor: i64, next: &[Stored]) -> sqlx::Result<Vec<Arc<Change>>> {
    let mut orders: HashMap<Uuid, Option<Order>> = HashMap::new();
    let mut begun: Vec<Uuid> = next.iter().filter(|event| event.version > 1).map(|event| event.order_id).collect();
    begun.sort_unstable();
    begun.dedup();
    for ids in begun.chunks(500) {
        let mut query = QueryBuilder::<Db>::new("SELECT part, seq, order_id, version, data, actor, at FROM event WHERE part = ");
        query.push_bind(part).push(" AND seq <= ").push_bind(cursor).push(" AND order_id IN ");
        rows::push_list(&mut query, ids.iter().copied());
        query.push(" ORDER BY order_id, version");
        let earlier: Vec<Stored> = query.build_query_as().fetch_all(pools.read()).await?;
        for event in &earlier {
            let recorded = event.read()?;
            let order = orders.entry(event.order_id).or_default();
            *order = evolve(order.take(), &recorded.event, recorded.at);
        }
    }
    fold(next, orders)
}

/// Each event with its order as it was after it; `orders` as they were before the first.
fn fold(next: &[Stored], mut orders: HashMap<Uuid, Option<Order>>) -> sqlx::Result<Vec<Arc<Change>>> {
    let mut changes = Vec::with_capacity(next.len());
    for event in next {
        let recorded = event.read()?;
        let order = orders.entry(event.order_id).or_default();
        *order = evolve(order.take(), &recorded.event, recorded.at);
        let after = order
            .clone()
            .ok_or_else(|| sqlx::Error::Protocol(format!("order {} does not begin with its placing", event.order_id)))?;
        changes.push(Arc::new(Change { part: event.part, seq: event.seq, recorded, order: Arc::new(after) }));
    }
    Ok(changes)
}
