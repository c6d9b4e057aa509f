//! Stores with their menus, kept in memory: every order is checked against one and every list shows them, while they rarely change.
//! While the catalogue is down, what was read last goes on to be sold.

mod breakable;
#[cfg(test)]
mod tests;

pub use breakable::Breakable;

use crate::breaker::{Breaker, Outcome, Settings};
use async_trait::async_trait;
use domain::{MenuItemId, Refusal, StoreId, ports::Answer, store::Shop};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
    time::{Duration, Instant},
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
    breaker: Breaker,
    /// How long what was read is taken for current: as long as nobody says otherwise, unless others change the catalogue as well.
    good_for: Duration,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    shops: HashMap<StoreId, Remembered<Arc<Shop>>>,
    /// All of them, in no order; None: never read.
    all: Option<Remembered<Arc<[Arc<Shop>]>>>,
    /// Counts changes, so that what was read before one is not taken for what is true after it.
    edition: u64,
}

/// What was read, kept for good: while the catalogue cannot be asked, an old menu is better than none.
#[derive(Clone)]
struct Remembered<T> {
    value: T,
    /// None: it has changed since.
    read: Option<Instant>,
}

/// A read of the catalogue that takes longer counts against it.
const SLOW: Duration = Duration::from_secs(2);
/// How long a menu may be old when other processes change menus as well.
const AMONG_OTHERS: Duration = Duration::from_secs(1);

impl Shops {
    /// `alone`: nobody changes the catalogue but this process.
    pub fn new(source: Arc<dyn ShopSource>, alone: bool) -> Shops {
        let breaker = Breaker::new("catalogue", Settings::slow_after(SLOW));
        Shops { source, breaker, good_for: if alone { Duration::MAX } else { AMONG_OTHERS }, known: RwLock::default() }
    }

    /// A shop with its stock as last read; as it last was if the catalogue is down. [`Refusal::Overloaded`] if it never was read either.
    pub async fn get(&self, id: StoreId) -> Answer<Option<Arc<Shop>>> {
        let (remembered, edition) = {
            let known = self.read();
            (known.shops.get(&id).cloned(), known.edition)
        };
        if let Some(remembered) = remembered.as_ref().filter(|remembered| self.is_current(remembered)) {
            return Ok(Some(remembered.value.clone()));
        }
        match self.ask(self.source.load(id)).await {
            Ok(None) => Ok(None),
            Ok(Some(shop)) => {
                let shop = Arc::new(shop);
                self.keep(edition, |known, read| {
                    known.shops.insert(id, Remembered { value: shop.clone(), read });
                });
                Ok(Some(shop))
            }
            Err(down) => remembered.map(|shop| Some(shop.value)).ok_or(down),
        }
    }

    /// A shop with its stock as it is now, or as last read if the catalogue is down: too little of it is found out when it is taken.
    pub async fn fresh(&self, id: StoreId) -> Answer<Option<Arc<Shop>>> {
        let edition = self.read().edition;
        let Some(shop) = self.get(id).await? else { return Ok(None) };
        if shop.menu.iter().all(|item| item.stock.is_none()) {
            return Ok(Some(shop));
        }
        let Ok(stock) = self.ask(self.source.stock(id)).await else { return Ok(Some(shop)) };
        if shop.menu.iter().all(|item| item.stock.is_none() || item.stock == stock.get(&item.id).copied()) {
            return Ok(Some(shop));
        }
        let mut shop = Shop::clone(&shop);
        for item in shop.menu.iter_mut().filter(|item| item.stock.is_some()) {
            item.stock = stock.get(&item.id).copied();
        }
        let shop = Arc::new(shop);
        // Should the catalogue be down next, this is the last that was known of it.
        self.keep(edition, |known, read| {
            if let Some(remembered) = known.shops.get_mut(&id).filter(|_| read.is_some()) {
                remembered.value = shop.clone();
            }
        });
        Ok(Some(shop))
    }

    /// Every shop, with its stock as last read.
    pub async fn all(&self) -> Answer<Arc<[Arc<Shop>]>> {
        let (remembered, edition) = {
            let known = self.read();
            (known.all.clone(), known.edition)
        };
        if let Some(remembered) = remembered.as_ref().filter(|remembered| self.is_current(remembered)) {
            return Ok(remembered.value.clone());
        }
        match self.ask(self.source.load_all()).await {
            Ok(all) => {
                let all: Arc<[Arc<Shop>]> = all.into_iter().map(Arc::new).collect();
                self.keep(edition, |known, read| {
                    let each = all.iter().map(|shop| (shop.store.id, Remembered { value: shop.clone(), read }));
                    known.shops.extend(each);
                    known.all = Some(Remembered { value: all.clone(), read });
                });
                Ok(all)
            }
            Err(down) => remembered.map(|all| all.value).ok_or(down),
        }
    }

    /// One question to the catalogue, through its breaker.
    async fn ask<T>(&self, question: impl Future<Output = Result<T, sqlx::Error>>) -> Answer<T> {
        let permit = self.breaker.permit().map_err(|open| Refusal::Overloaded { retry_after: open.retry_after })?;
        let answer = question.await;
        permit.settle(if answer.is_ok() { Outcome::Answered } else { Outcome::Failed });
        answer.map_err(|error| {
            tracing::error!(%error, "the catalogue could not be read");
            Refusal::Overloaded { retry_after: 2 }
        })
    }

    /// The store or its menu has changed: it is read again when it is next asked for.
    pub fn forget(&self, id: StoreId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(shop) = known.shops.get_mut(&id) {
            shop.read = None;
        }
        if let Some(all) = &mut known.all {
            all.read = None;
        }
        known.edition += 1;
    }

    fn is_current<T>(&self, remembered: &Remembered<T>) -> bool {
        remembered.read.is_some_and(|read| read.elapsed() < self.good_for)
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What changed while it was read is only remembered.
    fn keep(&self, edition: u64, put: impl FnOnce(&mut Known, Option<Instant>)) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let read = (known.edition == edition).then(Instant::now);
        put(&mut known, read);
    }
}
