//! One query for each view. Reads wait, bounded, for what this process has written before: nobody misses their own order.

mod deliveries;
mod notifications;
mod orders;
mod store_orders;
mod stores;

use super::{Db, Pools, events, rows};
use crate::{
    clock::Clock,
    log::{Feed, Progress, part_of},
    shops::Shops,
    surprise,
};
use async_trait::async_trait;
use domain::{
    Account, OrderId, Page, PageRequest, Position, Refusal, Role, StoreId,
    order::{Order, Status},
    ports::{Answer, Queries, TopBy},
    store::StoreKind,
    views::*,
};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Clone)]
pub struct SqlQueries {
    pub pools: Pools,
    pub clock: Clock,
    pub feed: Arc<Feed>,
    pub progress: Arc<Progress>,
    pub shops: Arc<Shops>,
    /// How far riders see, in metres.
    pub riders_see_m: u32,
}

#[async_trait]
impl Queries for SqlQueries {
    async fn stores_near(&self, at: Position, kind: Option<StoreKind>, search: Option<String>) -> Answer<Vec<StoreSummary>> {
        self.list_stores(at, kind, search).await
    }

    async fn store(&self, id: StoreId) -> Answer<StoreView> {
        self.show_store(id).await
    }

    async fn top_items(&self, by: TopBy, at: Option<Position>, limit: u32) -> Answer<Vec<TopItem>> {
        self.list_top_items(by, at, limit).await
    }

    async fn order(&self, actor: &Account, id: OrderId) -> Answer<OrderView> {
        self.visible_order(actor, id).await.map(|order| OrderView::from(&order))
    }

    async fn order_events(&self, actor: &Account, id: OrderId) -> Answer<Vec<EventView>> {
        self.visible_order(actor, id).await?;
        let history = events::of_order(self.pools.read(), self.part_of(id) as i64, id).await.map_err(failed)?;
        Ok(history.iter().map(EventView::of).collect())
    }

    async fn orders(&self, actor: &Account, page: PageRequest) -> Answer<Page<OrderView>> {
        only(actor, Role::Customer)?;
        self.orders_of_customer(actor, page).await
    }

    async fn my_stores(&self, actor: &Account) -> Answer<Vec<StoreSummary>> {
        only(actor, Role::Owner)?;
        self.stores_of_owner(actor).await
    }

    async fn store_orders(
        &self,
        actor: &Account,
        store: StoreId,
        statuses: &[Status],
        page: PageRequest,
    ) -> Answer<Page<OrderView>> {
        self.owns(actor, store).await?;
        self.list_store_orders(store, statuses, page).await
    }

    async fn store_day(&self, actor: &Account, store: StoreId) -> Answer<StoreDay> {
        self.owns(actor, store).await?;
        self.sum_store_day(store).await
    }

    async fn store_position(&self, actor: &Account, store: StoreId) -> Answer<String> {
        self.owns(actor, store).await?;
        self.board_position(store).await
    }

    async fn deliveries_near(&self, actor: &Account, at: Option<Position>) -> Answer<Vec<DeliveryView>> {
        only(actor, Role::Rider)?;
        self.open_deliveries(actor, at).await
    }

    async fn my_deliveries(&self, actor: &Account, page: PageRequest) -> Answer<Page<MyDelivery>> {
        only(actor, Role::Rider)?;
        self.deliveries_of_rider(actor, page).await
    }

    async fn rider_day(&self, actor: &Account) -> Answer<RiderDay> {
        only(actor, Role::Rider)?;
        self.day_of_rider(actor).await
    }

    async fn notifications(&self, actor: &Account, page: PageRequest) -> Answer<Page<NotificationView>> {
        self.told_to(actor, page).await
    }
}

impl SqlQueries {
    fn part_of(&self, order: OrderId) -> usize {
        part_of(order, self.feed.parts())
    }

    /// Until a read model knows all that is known to be written.
    async fn caught_up(&self, read_model: &str) {
        self.progress.wait_all(read_model, &self.feed.heads()).await;
    }

    /// The store is the owner's own.
    async fn owns(&self, actor: &Account, store: StoreId) -> Answer<()> {
        only(actor, Role::Owner)?;
        let shop = self.shops.get(store).await?.ok_or(Refusal::NotFound)?;
        if shop.store.owner == actor.id { Ok(()) } else { Err(Refusal::NotFound) }
    }
}

fn only(actor: &Account, role: Role) -> Answer<()> {
    if actor.role == role { Ok(()) } else { Err(Refusal::Forbidden) }
}

/// Logged here, once; whoever asked hears only that it went wrong.
fn failed(error: sqlx::Error) -> Refusal {
    tracing::error!(%error, "a query failed");
    surprise::refusal(&error)
}

fn read_order(data: &str) -> Answer<Order> {
    rows::decode(data).map_err(failed)
}

/// A page of orders in the order of the rows, of which there is one more than `limit` if others follow.
fn page_of(rows: &[String], limit: u32) -> Answer<Page<Order>> {
    let orders = rows.iter().map(|data| read_order(data)).collect::<Answer<Vec<_>>>()?;
    Ok(Page::cut(orders, limit, |order| Cursor::write(order.placed_at.micros(), order.id.0)))
}

/// Where a page ends: the time and id of its last row.
struct Cursor {
    at: i64,
    id: Uuid,
}

impl Cursor {
    fn write(at: i64, id: Uuid) -> String {
        format!("{at}.{}", id.simple())
    }

    /// The place to go on from; without a cursor, `start`.
    fn read(text: Option<&str>, start: i64) -> Answer<Cursor> {
        let Some(text) = text else {
            return Ok(Cursor { at: start, id: if start == i64::MIN { Uuid::nil() } else { Uuid::max() } });
        };
        let parsed =
            text.split_once('.').and_then(|(at, id)| Some(Cursor { at: at.parse().ok()?, id: Uuid::parse_str(id).ok()? }));
        parsed.ok_or_else(|| Refusal::invalid("/cursor", "is not a cursor that a list has given"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_is_read_or_refused(text in like(&[
            "1795167000000000.018f7f4e8a3b7c119d550123456789ab",
            "-9223372036854775808.{018F7F4E-8A3B-7C11-9D55-0123456789AB}",
        ])) {
            match Cursor::read(Some(&text), 0) {
                Ok(Cursor { at, id }) => {
                    let again = Cursor::read(Some(&Cursor::write(at, id)), 0).unwrap();
                    prop_assert_eq!((again.at, again.id), (at, id));
                }
                Err(refusal) => prop_assert_eq!(refusal.http_status(), 422),
            }
        }
    }
}
