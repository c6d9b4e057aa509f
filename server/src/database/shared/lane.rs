//! Where a lane's partition is kept: rows that one transaction locks, reads and writes.

use super::{Db, Pools, Tx, events, rows, stock, tasks};
use crate::log::{
    Lease,
    lane::{Batch, Held, Partition, Writing},
};
use domain::{MenuItemId, OrderId, TaskId, order::Recorded};
use sqlx::QueryBuilder;

pub struct SqlPartition {
    pub part: i64,
    pub pools: Pools,
}

pub struct SqlWriting {
    part: i64,
    tx: Tx,
}

impl Partition for SqlPartition {
    type Writing = SqlWriting;

    async fn lock(&self) -> sqlx::Result<(SqlWriting, i64)> {
        let mut tx = self.pools.append().await?;
        let counter = sqlx::query_scalar::<Db, i64>("UPDATE part SET seq = seq WHERE id = $1 RETURNING seq");
        let position = counter.bind(self.part).fetch_one(tx.db()).await?;
        Ok((SqlWriting { part: self.part, tx }, position))
    }
}

impl Writing for SqlWriting {
    async fn states(&mut self, orders: &[OrderId]) -> sqlx::Result<Vec<Held>> {
        let mut query = QueryBuilder::<Db>::new("SELECT data FROM state WHERE part = ");
        query.push_bind(self.part).push(" AND order_id IN ");
        rows::push_list(&mut query, orders.iter().map(|order| order.0));
        let states: Vec<String> = query.build_query_scalar().fetch_all(self.tx.db()).await?;
        states.iter().map(|data| rows::decode(data)).collect()
    }

    async fn stock(&mut self, item: MenuItemId) -> sqlx::Result<Option<i64>> {
        stock::available(self.tx.db(), item).await
    }

    async fn history(&mut self, order: OrderId) -> sqlx::Result<Vec<Recorded>> {
        events::of_order(self.tx.db(), self.part, order).await
    }

    async fn leases(&mut self, tasks: &[TaskId]) -> sqlx::Result<Vec<Lease>> {
        tasks::leases(self.tx.db(), self.part, tasks).await
    }

    async fn write(&mut self, batch: &Batch) -> sqlx::Result<()> {
        let db = self.tx.db();
        if !batch.entries.is_empty() {
            let counter = sqlx::query("UPDATE part SET seq = $1 WHERE id = $2");
            counter.bind(batch.position).bind(self.part).execute(&mut *db).await?;
        }
        stock::change(&mut *db, batch.stock()).await?;
        events::insert(&mut *db, &batch.entries).await?;
        self.save(batch).await?;
        tasks::insert(self.tx.db(), self.part, &batch.tasks).await?;
        tasks::delete(self.tx.db(), self.part, &batch.done).await
    }

    async fn commit(self) -> sqlx::Result<()> {
        self.tx.commit().await
    }
}

impl SqlWriting {
    async fn save(&mut self, batch: &Batch) -> sqlx::Result<()> {
        let mut states = Vec::new();
        for held in batch.states() {
            states.push((held.order.id.0, i64::from(held.order.version), rows::encode(held)?));
        }
        if states.is_empty() {
            return Ok(());
        }
        let part = self.part;
        let mut query = QueryBuilder::<Db>::new("INSERT INTO state (part, order_id, version, data) ");
        query.push_values(states, |mut row, (id, version, data)| {
            row.push_bind(part).push_bind(id).push_bind(version).push_bind(data);
        });
        query.push(" ON CONFLICT (part, order_id) DO UPDATE SET version = excluded.version, data = excluded.data");
        query.build().execute(self.tx.db()).await.map(drop)
    }
}
