use super::*;

/// Deliveries that are ready and nobody's yet.
pub struct RiderBoard;

impl Projection for RiderBoard {
    const NAME: &'static str = "rider_board";

    fn concerns(&self, change: &Change) -> bool {
        let ridden = change.order.ride.is_some();
        ridden && matches!(change.recorded.event, Event::CookingFinished {} | Event::Claimed { .. } | Event::Cancelled { .. })
    }

    async fn apply(&self, db: &mut Connection, changes: &[Arc<Change>]) -> sqlx::Result<()> {
        for change in latest(changes) {
            let order = &change.order;
            if order.status == Status::Ready {
                sqlx::query(
                    "INSERT INTO rider_board (order_id, lat, lng, data) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (order_id) DO UPDATE SET data = excluded.data",
                )
                .bind(order.id.0)
                .bind(order.store.address.position.lat())
                .bind(order.store.address.position.lng())
                .bind(rows::encode(order)?)
                .execute(&mut *db)
                .await?;
            } else {
                sqlx::query("DELETE FROM rider_board WHERE order_id = $1").bind(order.id.0).execute(&mut *db).await?;
            }
        }
        Ok(())
    }

    fn topics(&self, _: &Change) -> Vec<Topic> {
        vec![Topic::Riders]
    }
}
