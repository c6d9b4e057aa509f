use super::*;
use domain::{MenuItemId, store::Shop};
use std::{cmp::Reverse, collections::HashMap};

impl SqlQueries {
    pub(super) async fn list_stores(
        &self,
        at: Position,
        kind: Option<StoreKind>,
        search: Option<String>,
    ) -> Answer<Vec<StoreSummary>> {
        let now = self.clock.now();
        let search = search.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty());
        let shops = self.shops.all().await?;
        let wanted = shops.iter().filter(|shop| {
            delivers_to(shop, at)
                && kind.is_none_or(|kind| shop.store.kind == kind)
                && search.as_ref().is_none_or(|text| offers(shop, text))
        });
        let mut stores: Vec<_> = wanted.map(|shop| StoreSummary::of(&shop.store, at, now)).collect();
        stores.sort_by_key(|store| (!store.open, store.distance_m));
        Ok(stores)
    }

    pub(super) async fn show_store(&self, id: StoreId) -> Answer<StoreView> {
        let shop = self.shops.fresh(id).await?.ok_or(Refusal::NotFound)?;
        let counts: HashMap<MenuItemId, u32> = self.order_counts(Some(id)).await?.into_iter().collect();
        let now = self.clock.now();
        let menu = shop.menu.iter().map(|item| MenuItemView::of(item, counts.get(&item.id).copied().unwrap_or(0), now)).collect();
        Ok(StoreView::of(&shop.store, menu, now))
    }

    pub(super) async fn stores_of_owner(&self, actor: &Account) -> Answer<Vec<StoreSummary>> {
        let now = self.clock.now();
        let shops = self.shops.all().await?;
        let own = shops.iter().filter(|shop| shop.store.owner == actor.id);
        Ok(own.map(|shop| StoreSummary::of(&shop.store, shop.store.address.position, now)).collect())
    }

    pub(super) async fn list_top_items(&self, by: TopBy, at: Option<Position>, limit: u32) -> Answer<Vec<TopItem>> {
        // Nothing is rated before reviews exist.
        if by == TopBy::Rating {
            return Ok(Vec::new());
        }
        self.caught_up("top_menus").await;
        let counts: HashMap<MenuItemId, u32> = self.order_counts(None).await?.into_iter().collect();
        let shops = self.shops.all().await?;
        let near = shops.iter().filter(|shop| at.is_none_or(|at| delivers_to(shop, at)));
        let mut top: Vec<TopItem> = near.flat_map(|shop| top_items(shop, &counts)).collect();
        top.sort_by_key(|item| (Reverse(item.order_count), item.menu_item_id));
        top.truncate(limit as usize);
        Ok(top)
    }

    async fn order_counts(&self, store: Option<StoreId>) -> Answer<Vec<(MenuItemId, u32)>> {
        let rows = match store {
            Some(store) => {
                sqlx::query_as::<Db, (Uuid, i64)>(
                    "SELECT item_id, order_count FROM top_menus WHERE store_id = $1 AND order_count > 0",
                )
                .bind(store.0)
                .fetch_all(self.pools.read())
                .await
            }
            None => {
                sqlx::query_as::<Db, (Uuid, i64)>("SELECT item_id, order_count FROM top_menus WHERE order_count > 0")
                    .fetch_all(self.pools.read())
                    .await
            }
        };
        let counts = rows.map_err(failed)?;
        Ok(counts.into_iter().map(|(item, count)| (MenuItemId(item), u32::try_from(count).unwrap_or(u32::MAX))).collect())
    }
}

/// Cafés deliver nowhere; within their radius they are worth a walk.
fn delivers_to(shop: &Shop, at: Position) -> bool {
    shop.store.address.position.metres_to(at) <= shop.store.radius_m
}

fn offers(shop: &Shop, text: &str) -> bool {
    let has = |name: &domain::text::Name| name.as_str().to_lowercase().contains(text);
    has(&shop.store.name) || shop.menu.iter().any(|item| has(&item.name))
}

fn top_items(shop: &Shop, counts: &HashMap<MenuItemId, u32>) -> impl Iterator<Item = TopItem> {
    shop.menu.iter().filter_map(|item| {
        Some(TopItem {
            menu_item_id: item.id,
            name: item.name.clone(),
            store_id: shop.store.id,
            store_name: shop.store.name.clone(),
            price: item.price,
            illustration: item.illustration.clone(),
            photo_url: item.photo_url.clone(),
            order_count: *counts.get(&item.id)?,
            rating: None,
            review_count: 0,
        })
    })
}
