use super::{super::live_source::LiveTable, *};
use crate::streams::LiveSource;
use sqlx::QueryBuilder;

impl SqlQueries {
    pub(super) async fn list_store_orders(
        &self,
        store: StoreId,
        statuses: &[Status],
        page: PageRequest,
    ) -> Answer<Page<OrderView>> {
        self.caught_up("store_board").await;
        let cursor = Cursor::read(page.cursor.as_deref(), i64::MIN)?;
        let mut query = QueryBuilder::<Db>::new("SELECT data FROM store_board WHERE store_id = ");
        query
            .push_bind(store.0)
            .push(" AND (placed_at, order_id) > (")
            .push_bind(cursor.at)
            .push(", ")
            .push_bind(cursor.id)
            .push(")");
        if !statuses.is_empty() {
            query.push(" AND status IN ");
            rows::push_list(&mut query, statuses.iter().map(|status| status.as_str()));
        }
        query.push(" ORDER BY placed_at, order_id LIMIT ").push_bind(i64::from(page.limit) + 1);
        let rows: Vec<String> = query.build_query_scalar().fetch_all(self.pools.read()).await.map_err(failed)?;
        Ok(page_of(&rows, page.limit)?.map(|order| OrderView::from(&order)))
    }

    pub(super) async fn sum_store_day(&self, store: StoreId) -> Answer<StoreDay> {
        self.caught_up("store_board").await;
        let (orders, sales) = sqlx::query_as::<Db, (i64, i64)>(
            "SELECT COUNT(*), CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM store_board \
             WHERE store_id = $1 AND placed_at >= $2 AND status NOT IN ('rejected', 'cancelled')",
        )
        .bind(store.0)
        .bind(self.clock.now().start_of_day_in_seoul().micros())
        .fetch_one(self.pools.read())
        .await
        .map_err(failed)?;
        Ok(StoreDay { orders: u32::try_from(orders).unwrap_or(u32::MAX), sales })
    }

    pub(super) async fn board_position(&self, store: StoreId) -> Answer<String> {
        self.caught_up("store_board").await;
        let board = LiveTable { pools: self.pools.clone(), parts: self.feed.parts() };
        Ok(board.position(store).await.map_err(failed)?.write())
    }
}
