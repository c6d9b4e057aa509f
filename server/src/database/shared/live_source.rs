//! What an open stream reads when it wakes: everything since it last looked, from the log, so that no version is ever left out.

use super::{Db, Pools, events, rows};
use crate::{
    log::{Change, part_of},
    streams::{LiveSource, Position, Touched},
};
use async_trait::async_trait;
use domain::{OrderId, StoreId, order::Order};
use sqlx::QueryBuilder;
use std::sync::Arc;
use uuid::Uuid;

pub struct LiveTable {
    pub pools: Pools,
    pub parts: usize,
}

#[async_trait]
impl LiveSource for LiveTable {
    async fn history(&self, order: OrderId) -> sqlx::Result<Vec<Arc<Change>>> {
        events::history(&self.pools, part_of(order, self.parts) as i64, order).await
    }

    async fn touched(&self, store: StoreId, since: &Position) -> sqlx::Result<Vec<Touched>> {
        let mut query = QueryBuilder::<Db>::new("WITH since (part, seq) AS (");
        query.push_values(since.parts(), |mut row, (part, seq)| {
            row.push_bind(part).push_bind(seq);
        });
        query.push(
            ") SELECT board.order_id, board.part, board.seq FROM since \
             JOIN store_board board ON board.part = since.part AND board.seq > since.seq AND board.store_id = ",
        );
        query.push_bind(store.0);
        let rows: Vec<(Uuid, i64, i64)> = query.build_query_as().fetch_all(self.pools.read()).await?;
        Ok(rows.into_iter().map(|(order, part, seq)| Touched { order: OrderId(order), part, seq }).collect())
    }

    async fn open_orders(&self, store: StoreId) -> sqlx::Result<Vec<Order>> {
        let orders: Vec<String> = sqlx::query_scalar::<Db, String>(
            "SELECT data FROM store_board WHERE store_id = $1 AND status NOT IN ('completed', 'expired', 'rejected', 'cancelled') \
             ORDER BY placed_at, order_id",
        )
        .bind(store.0)
        .fetch_all(self.pools.read())
        .await?;
        orders.iter().map(|data| rows::decode(data)).collect()
    }

    async fn position(&self, store: StoreId) -> sqlx::Result<Position> {
        let rows = sqlx::query_as::<Db, (i64, i64)>("SELECT part, MAX(seq) FROM store_board WHERE store_id = $1 GROUP BY part");
        let mut position = Position::start(self.parts);
        for (part, seq) in rows.bind(store.0).fetch_all(self.pools.read()).await? {
            position.advance(part, seq);
        }
        Ok(position)
    }
}
