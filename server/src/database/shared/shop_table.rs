//! Stores and menus, as the memory of shops reads them.

use super::{Db, Pools, rows};
use crate::shops::ShopSource;
use async_trait::async_trait;
use domain::{
    MenuItemId, StoreId,
    store::{MenuItem, Shop, Store},
};
use std::collections::HashMap;
use uuid::Uuid;

pub struct ShopTable {
    pub pools: Pools,
}

#[async_trait]
impl ShopSource for ShopTable {
    async fn load(&self, id: StoreId) -> sqlx::Result<Option<Shop>> {
        let store: Option<String> = sqlx::query_scalar::<Db, String>("SELECT data FROM store WHERE id = $1")
            .bind(id.0)
            .fetch_optional(self.pools.read())
            .await?;
        let Some(store) = store else { return Ok(None) };
        let menu = sqlx::query_as::<Db, (String, Option<i64>)>(
            "SELECT menu_item.data, stock.available FROM menu_item LEFT JOIN stock ON stock.item_id = menu_item.id \
             WHERE menu_item.store_id = $1 ORDER BY menu_item.position, menu_item.id",
        )
        .bind(id.0)
        .fetch_all(self.pools.read())
        .await?;
        let menu = menu.iter().map(|(data, available)| item(data, *available)).collect::<sqlx::Result<_>>()?;
        Ok(Some(Shop { store: rows::decode::<Store>(&store)?, menu }))
    }

    async fn load_all(&self) -> sqlx::Result<Vec<Shop>> {
        let stores: Vec<String> = sqlx::query_scalar::<Db, String>("SELECT data FROM store").fetch_all(self.pools.read()).await?;
        let menus = sqlx::query_as::<Db, (String, Option<i64>)>(
            "SELECT menu_item.data, stock.available FROM menu_item LEFT JOIN stock ON stock.item_id = menu_item.id \
             ORDER BY menu_item.position, menu_item.id",
        )
        .fetch_all(self.pools.read())
        .await?;
        let mut by_store: HashMap<StoreId, Vec<MenuItem>> = HashMap::new();
        for (data, available) in &menus {
            let item = item(data, *available)?;
            by_store.entry(item.store).or_default().push(item);
        }
        let shop = |data: &String| {
            let store = rows::decode::<Store>(data)?;
            Ok(Shop { menu: by_store.remove(&store.id).unwrap_or_default(), store })
        };
        stores.iter().map(shop).collect()
    }

    async fn stock(&self, id: StoreId) -> sqlx::Result<HashMap<MenuItemId, u32>> {
        let rows = sqlx::query_as::<Db, (Uuid, i64)>(
            "SELECT stock.item_id, stock.available FROM stock JOIN menu_item ON menu_item.id = stock.item_id WHERE menu_item.store_id = $1",
        );
        let stock = rows.bind(id.0).fetch_all(self.pools.read()).await?;
        Ok(stock.into_iter().map(|(item, available)| (MenuItemId(item), count(available))).collect())
    }
}

/// The stock table alone knows what is left; an item without a row there is not counted.
fn item(data: &str, available: Option<i64>) -> sqlx::Result<MenuItem> {
    Ok(MenuItem { stock: available.map(count), ..rows::decode(data)? })
}

fn count(available: i64) -> u32 {
    u32::try_from(available.max(0)).unwrap_or(u32::MAX)
}
