use super::*;
use sqlx::QueryBuilder;

/// What the customer, and everybody else whom an order concerns, watches.
pub struct OrderStatus;

impl Projection for OrderStatus {
    const NAME: &'static str = "order_status";

    fn concerns(&self, _: &Change) -> bool {
        true
    }

    async fn apply(&self, db: &mut Connection, changes: &[Arc<Change>]) -> sqlx::Result<()> {
        for chunk in latest(changes).chunks(128) {
            let mut orders = Vec::with_capacity(chunk.len());
            for change in chunk {
                orders.push((&change.order, rows::encode(&change.order)?));
            }
            let mut query = QueryBuilder::<Db>::new(
                "INSERT INTO order_status (order_id, customer_id, rider_id, status, placed_at, version, data) ",
            );
            query.push_values(orders, |mut row, (order, data)| {
                row.push_bind(order.id.0)
                    .push_bind(order.customer.id.0)
                    .push_bind(order.rider.as_ref().map(|rider| rider.id.0))
                    .push_bind(order.status.as_str())
                    .push_bind(order.placed_at.micros())
                    .push_bind(i64::from(order.version))
                    .push_bind(data);
            });
            query.push(
                " ON CONFLICT (order_id) DO UPDATE SET rider_id = excluded.rider_id, status = excluded.status, \
                 version = excluded.version, data = excluded.data",
            );
            query.build().execute(&mut *db).await?;
        }
        Ok(())
    }

    fn topics(&self, change: &Change) -> Vec<Topic> {
        vec![Topic::Order(change.order.id)]
    }
}
