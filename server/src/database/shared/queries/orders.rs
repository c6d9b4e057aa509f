use super::*;

impl SqlQueries {
    /// An order that concerns whoever asks; to everybody else it does not exist.
    pub async fn visible_order(&self, actor: &Account, id: OrderId) -> Answer<Order> {
        let part = self.part_of(id);
        let caught_up = self.progress.wait("order_status", part, self.feed.head(part)).await;
        // A read model that is behind does not know everything that exists.
        let missing = if caught_up { Refusal::NotFound } else { Refusal::Overloaded { retry_after: 1 } };
        let data: Option<String> = sqlx::query_scalar::<Db, String>("SELECT data FROM order_status WHERE order_id = $1")
            .bind(id.0)
            .fetch_optional(self.pools.read())
            .await
            .map_err(failed)?;
        match data.as_deref().map(read_order).transpose()? {
            Some(order) if order.is_visible_to(&actor.clone().into()) => Ok(order),
            _ => Err(missing),
        }
    }

    pub(super) async fn orders_of_customer(&self, actor: &Account, page: PageRequest) -> Answer<Page<OrderView>> {
        self.caught_up("order_status").await;
        let cursor = Cursor::read(page.cursor.as_deref(), i64::MAX)?;
        let rows: Vec<String> = sqlx::query_scalar::<Db, String>(
            "SELECT data FROM order_status WHERE customer_id = $1 AND (placed_at, order_id) < ($2, $3) \
             ORDER BY placed_at DESC, order_id DESC LIMIT $4",
        )
        .bind(actor.id.0)
        .bind(cursor.at)
        .bind(cursor.id)
        .bind(i64::from(page.limit) + 1)
        .fetch_all(self.pools.read())
        .await
        .map_err(failed)?;
        Ok(page_of(&rows, page.limit)?.map(|order| OrderView::from(&order)))
    }
}
