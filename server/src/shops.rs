//! Stores with their menus, kept in memory: every order is checked against one and every list shows them, while they rarely change.

use async_trait::async_trait;
use domain::{MenuItemId, Refusal, StoreId, ports::Answer, store::Shop};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// Where shops are kept for good; SQLite and PostgreSQL each have one.
#[async_trait]
pub trait ShopSource: Send + Sync {
    async fn load(&self, id: StoreId) -> Result<Option<Shop>, sqlx::Error>;
    async fn load_all(&self) -> Result<Vec<Shop>, sqlx::Error>;
    /// What is left of the store's counted items.
    async fn stock(&self, id: StoreId) -> Result<HashMap<MenuItemId, u32>, sqlx::Error>;
}

pub struct Shops {
    source: Arc<dyn ShopSource>,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    shops: HashMap<StoreId, Arc<Shop>>,
    /// All of them, in no order; None: not read, or changed since.
    all: Option<Arc<[Arc<Shop>]>>,
    /// Counts changes, so that what was read before one is not kept after it.
    edition: u64,
}

impl Shops {
    pub fn new(source: Arc<dyn ShopSource>) -> Shops {
        Shops { source, known: RwLock::default() }
    }

    /// A shop with its stock as last read.
    pub async fn get(&self, id: StoreId) -> Answer<Option<Arc<Shop>>> {
        let edition = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(shop) = known.shops.get(&id) {
                return Ok(Some(shop.clone()));
            }
            known.edition
        };
        let shop = self.source.load(id).await.map_err(failed)?.map(Arc::new);
        if let Some(shop) = &shop {
            self.keep(edition, |known| {
                known.shops.insert(id, shop.clone());
            });
        }
        Ok(shop)
    }

    /// A shop with its stock as it is now.
    pub async fn fresh(&self, id: StoreId) -> Answer<Option<Arc<Shop>>> {
        let Some(shop) = self.get(id).await? else { return Ok(None) };
        if shop.menu.iter().all(|item| item.stock.is_none()) {
            return Ok(Some(shop));
        }
        let stock = self.source.stock(id).await.map_err(failed)?;
        let mut shop = Shop::clone(&shop);
        for item in shop.menu.iter_mut().filter(|item| item.stock.is_some()) {
            item.stock = stock.get(&item.id).copied();
        }
        Ok(Some(Arc::new(shop)))
    }

    /// Every shop, with its stock as last read.
    pub async fn all(&self) -> Answer<Arc<[Arc<Shop>]>> {
        let edition = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(all) = &known.all {
                return Ok(all.clone());
            }
            known.edition
        };
        let all: Arc<[Arc<Shop>]> = self.source.load_all().await.map_err(failed)?.into_iter().map(Arc::new).collect();
        self.keep(edition, |known| {
            known.shops.extend(all.iter().map(|shop| (shop.store.id, shop.clone())));
            known.all = Some(all.clone());
        });
        Ok(all)
    }

    /// The store or its menu has changed: it is read again when it is next asked for.
    pub fn forget(&self, id: StoreId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.shops.remove(&id);
        known.all = None;
        known.edition += 1;
    }

    fn keep(&self, edition: u64, put: impl FnOnce(&mut Known)) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.edition == edition {
            put(&mut known);
        }
    }
}

fn failed(error: sqlx::Error) -> Refusal {
    tracing::error!(%error, "a store could not be read");
    Refusal::Internal
}
