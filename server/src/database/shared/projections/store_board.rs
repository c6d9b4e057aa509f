use super::*;
use sqlx::QueryBuilder;

/// What the store sees: orders that are, or were, a deal. One that is not paid never comes here.
pub struct StoreBoard;

impl Projection for StoreBoard {
    const NAME: &'static str = "store_board";

    fn concerns(&self, change: &Change) -> bool {
        change.order.was_paid()
    }

    async fn apply(&self, db: &mut Connection, changes: &[Arc<Change>]) -> sqlx::Result<()> {
        for chunk in latest(changes).chunks(128) {
            let mut orders = Vec::with_capacity(chunk.len());
            for change in chunk {
                orders.push((change, rows::encode(&change.order)?));
            }
            let mut query = QueryBuilder::<Db>::new(
                "INSERT INTO store_board (order_id, store_id, part, seq, status, placed_at, version, total, data) ",
            );
            query.push_values(orders, |mut row, (change, data)| {
                let order = &change.order;
                row.push_bind(order.id.0)
                    .push_bind(order.store.id.0)
                    .push_bind(change.part)
                    .push_bind(change.seq)
                    .push_bind(order.status.as_str())
                    .push_bind(order.placed_at.micros())
                    .push_bind(i64::from(order.version))
                    .push_bind(i64::from(order.items_total))
                    .push_bind(data);
            });
            query.push(" ON CONFLICT (order_id) DO UPDATE SET seq = excluded.seq, status = excluded.status, version = excluded.version, data = excluded.data");
            query.build().execute(&mut *db).await?;
        }
        Ok(())
    }

    fn topics(&self, change: &Change) -> Vec<Topic> {
        vec![Topic::Store(change.order.store.id)]
    }
}
