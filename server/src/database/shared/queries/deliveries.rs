use super::*;
use domain::Money;

impl SqlQueries {
    pub(super) async fn open_deliveries(&self, actor: &Account, at: Option<Position>) -> Answer<Vec<DeliveryView>> {
        self.caught_up("rider_board").await;
        let from = match at {
            Some(at) => Some(at),
            None => self.last_seen(actor).await?.1,
        };
        let rows: Vec<String> = sqlx::query_scalar::<Db, String>("SELECT data FROM rider_board")
            .fetch_all(self.pools.read())
            .await
            .map_err(failed)?;
        let mut deliveries = Vec::new();
        for data in &rows {
            deliveries
                .extend(DeliveryView::of(&read_order(data)?, from).filter(|delivery| delivery.distance_m <= self.riders_see_m));
        }
        deliveries.sort_by_key(|delivery| (delivery.distance_m, delivery.ready_at));
        Ok(deliveries)
    }

    pub(super) async fn deliveries_of_rider(&self, actor: &Account, page: PageRequest) -> Answer<Page<MyDelivery>> {
        self.caught_up("order_status").await;
        let cursor = Cursor::read(page.cursor.as_deref(), i64::MAX)?;
        let rows: Vec<String> = sqlx::query_scalar::<Db, String>(
            "SELECT data FROM order_status WHERE rider_id = $1 AND (placed_at, order_id) < ($2, $3) \
             ORDER BY placed_at DESC, order_id DESC LIMIT $4",
        )
        .bind(actor.id.0)
        .bind(cursor.at)
        .bind(cursor.id)
        .bind(i64::from(page.limit) + 1)
        .fetch_all(self.pools.read())
        .await
        .map_err(failed)?;
        let page = page_of(&rows, page.limit)?;
        let mut page = Page { items: page.items.iter().filter_map(MyDelivery::of).collect(), next: page.next };
        page.items.sort_by_key(|delivery: &MyDelivery| !is_under_way(delivery.status));
        Ok(page)
    }

    /// Earned is what was dropped off since midnight in Seoul.
    pub(super) async fn day_of_rider(&self, actor: &Account) -> Answer<RiderDay> {
        self.caught_up("order_status").await;
        let midnight = self.clock.now().start_of_day_in_seoul();
        // An order that was claimed yesterday may be dropped off today.
        let rows: Vec<String> = sqlx::query_scalar::<Db, String>(
            "SELECT data FROM order_status WHERE rider_id = $1 AND placed_at >= $2 ORDER BY placed_at DESC",
        )
        .bind(actor.id.0)
        .bind(midnight.plus_seconds(-86_400).micros())
        .fetch_all(self.pools.read())
        .await
        .map_err(failed)?;
        let mut deliveries = Vec::new();
        for data in &rows {
            let order = read_order(data)?;
            let dropped_off =
                order.timeline.iter().find(|step| step.status == Status::Delivered).filter(|step| step.at >= midnight);
            deliveries.extend(
                dropped_off.and_then(|step| MyDelivery::of(&order).map(|delivery| MyDelivery { at: step.at, ..delivery })),
            );
        }
        let earned = Money::sum(deliveries.iter().map(|delivery| delivery.fee)).unwrap_or(Money::MAX);
        let (online, position) = self.last_seen(actor).await?;
        Ok(RiderDay { online, position, earned, deliveries })
    }

    async fn last_seen(&self, actor: &Account) -> Answer<(bool, Option<Position>)> {
        let row =
            sqlx::query_as::<Db, (i64, Option<f64>, Option<f64>)>("SELECT online, lat, lng FROM rider WHERE account_id = $1")
                .bind(actor.id.0)
                .fetch_optional(self.pools.read())
                .await
                .map_err(failed)?;
        Ok(row.map_or((false, None), |(online, lat, lng)| {
            (online != 0, lat.zip(lng).and_then(|(lat, lng)| Position::new(lat, lng).ok()))
        }))
    }
}

fn is_under_way(status: Status) -> bool {
    matches!(status, Status::Claimed | Status::PickedUp)
}
