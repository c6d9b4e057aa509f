use super::{Db, Pools, rows};
use crate::reconciliation::{Booked, Books, Known};
use async_trait::async_trait;
use domain::{
    OrderId, Timestamp,
    order::{Order, Status},
};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Our books are the read model of orders: what everybody is shown is what is compared.
pub struct BooksTable {
    pub pools: Pools,
}

#[async_trait]
impl Books for BooksTable {
    async fn of(&self, orders: &[OrderId]) -> sqlx::Result<BTreeMap<OrderId, Known>> {
        let mut all = BTreeMap::new();
        for orders in orders.chunks(500) {
            let mut query = QueryBuilder::<Db>::new("SELECT data FROM order_status WHERE order_id IN ");
            rows::push_list(&mut query, orders.iter().map(|order| order.0));
            all.extend(read(query.build_query_scalar().fetch_all(self.pools.read()).await?)?);
        }
        Ok(all)
    }

    async fn charged(&self, from: Timestamp, to: Timestamp) -> sqlx::Result<BTreeMap<OrderId, Known>> {
        let data = sqlx::query_scalar::<Db, String>("SELECT data FROM order_status WHERE placed_at >= $1 AND placed_at <= $2")
            .bind(from.micros())
            .bind(to.micros())
            .fetch_all(self.pools.read())
            .await?;
        let mut all: BTreeMap<_, _> = read(data)?.collect();
        all.retain(|_, known| !known.booked.charged.is_zero());
        Ok(all)
    }
}

fn read(data: Vec<String>) -> sqlx::Result<impl Iterator<Item = (OrderId, Known)>> {
    let orders = data.iter().map(|data| rows::decode::<Order>(data)).collect::<sqlx::Result<Vec<_>>>()?;
    Ok(orders.into_iter().map(|order| {
        let booked = Booked { charged: order.payment.charged, refunded: order.payment.refunded };
        let is_off = order.status.is_final() && order.status != Status::Completed;
        (order.id, Known { booked, changed: order.reached_at(), is_off })
    }))
}
