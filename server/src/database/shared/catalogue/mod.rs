//! Stores and menus, changed by their owners only. Each change is one transaction that first locks what it changes, so two at the same
//! moment follow each other; after it the memory of shops forgets what it knew.

mod item_rows;
mod store_rows;

use super::{Pools, photos};
use crate::{
    clock::Clock,
    derived::derived_id,
    photos::{photo_url, prepared},
    shops::Shops,
    surprise::OrInternal,
};
use async_trait::async_trait;
use domain::{
    Account, MenuItemId, Refusal, Role, StoreId,
    ports::{Answer, Catalogue},
    store::{MenuItem, MenuItemChange, NewMenuItem, NewStore, Patch, Store, StoreChange},
    views::{MenuItemView, StoreView},
};
use std::sync::Arc;
use uuid::Uuid;

pub struct SqlCatalogue {
    pools: Pools,
    clock: Clock,
    shops: Arc<Shops>,
}

impl SqlCatalogue {
    pub fn new(pools: Pools, clock: Clock, shops: Arc<Shops>) -> SqlCatalogue {
        SqlCatalogue { pools, clock, shops }
    }
}

#[async_trait]
impl Catalogue for SqlCatalogue {
    async fn open_store(&self, actor: &Account, id: StoreId, new: NewStore) -> Answer<StoreView> {
        is_owner(actor)?;
        let opened = new.open(id, actor.id)?;
        let mut tx = self.pools.write().await.or_internal(OPENING)?;
        store_rows::insert(tx.db(), &opened, self.clock.now()).await.or_internal(OPENING)?;
        // Opened before, if the request is repeated; by somebody else, if an id was made up.
        let store = store_rows::lock(tx.db(), id).await.or_internal(OPENING)?.ok_or(Refusal::Internal)?;
        is_theirs(actor, store.owner)?;
        is_what_was_wanted(store == Store { mode: store.mode, mode_until: store.mode_until, ..opened })?;
        tx.commit().await.or_internal(OPENING)?;
        self.shops.forget(id);
        self.store_view(store).await
    }

    async fn change_store(&self, actor: &Account, id: StoreId, change: StoreChange) -> Answer<StoreView> {
        is_owner(actor)?;
        let mut tx = self.pools.write().await.or_internal(CHANGING)?;
        let mut store = store_rows::lock(tx.db(), id).await.or_internal(CHANGING)?.ok_or(Refusal::NotFound)?;
        is_theirs(actor, store.owner)?;
        change.change(&mut store, self.clock.now())?;
        store_rows::update(tx.db(), &store).await.or_internal(CHANGING)?;
        tx.commit().await.or_internal(CHANGING)?;
        self.shops.forget(id);
        self.store_view(store).await
    }

    async fn add_item(&self, actor: &Account, store: StoreId, id: MenuItemId, new: NewMenuItem) -> Answer<MenuItemView> {
        is_owner(actor)?;
        let mut tx = self.pools.write().await.or_internal(ADDING)?;
        let owner = store_rows::lock(tx.db(), store).await.or_internal(ADDING)?.ok_or(Refusal::NotFound)?.owner;
        is_theirs(actor, owner)?;
        let item = new.put_on_menu(id, store, |name| part_of_item(id, name))?;
        let item = match item_rows::lock(tx.db(), id).await.or_internal(ADDING)? {
            Some((there, owner)) => {
                is_theirs(actor, owner)?;
                let MenuItem { photo_url, sold_out, stock, .. } = there.clone();
                is_what_was_wanted(there == MenuItem { photo_url, sold_out, stock, ..item })?;
                there
            }
            None => {
                let place = item_rows::next_place(tx.db(), store).await.or_internal(ADDING)?;
                item_rows::insert(tx.db(), &item, place.ok_or_else(menu_is_full)?).await.or_internal(ADDING)?;
                item_rows::set_stock(tx.db(), id, item.stock).await.or_internal(ADDING)?;
                item
            }
        };
        tx.commit().await.or_internal(ADDING)?;
        self.shops.forget(store);
        self.item_view(item).await
    }

    async fn change_item(&self, actor: &Account, id: MenuItemId, change: MenuItemChange) -> Answer<MenuItemView> {
        is_owner(actor)?;
        let mut tx = self.pools.write().await.or_internal(EDITING)?;
        let (mut item, owner) = item_rows::lock(tx.db(), id).await.or_internal(EDITING)?.ok_or(Refusal::NotFound)?;
        is_theirs(actor, owner)?;
        let stock = change.stock;
        change.change(&mut item, |name| part_of_item(id, name))?;
        item_rows::update(tx.db(), &item).await.or_internal(EDITING)?;
        match stock {
            // Orders change it all the time: only what the owner said is written.
            Patch::Keep => {}
            Patch::Clear => item_rows::set_stock(tx.db(), id, None).await.or_internal(EDITING)?,
            Patch::Set(left) => item_rows::set_stock(tx.db(), id, Some(left)).await.or_internal(EDITING)?,
        }
        tx.commit().await.or_internal(EDITING)?;
        self.shops.forget(item.store);
        self.item_view(item).await
    }

    async fn set_photo(&self, actor: &Account, id: MenuItemId, image: Vec<u8>) -> Answer<MenuItemView> {
        is_owner(actor)?;
        // Whose it is comes first: reading a picture is work that is done only for those who may ask for it.
        let owner = item_rows::owner(self.pools.read(), id).await.or_internal(PHOTOGRAPHING)?.ok_or(Refusal::NotFound)?;
        is_theirs(actor, owner)?;
        let image = prepared(image).await?;
        let photo = Uuid::now_v7();
        let mut tx = self.pools.write().await.or_internal(PHOTOGRAPHING)?;
        let (mut item, _) = item_rows::lock(tx.db(), id).await.or_internal(PHOTOGRAPHING)?.ok_or(Refusal::NotFound)?;
        item.photo_url = Some(photo_url(photo));
        photos::replace(tx.db(), id, photo, &image).await.or_internal(PHOTOGRAPHING)?;
        item_rows::update(tx.db(), &item).await.or_internal(PHOTOGRAPHING)?;
        tx.commit().await.or_internal(PHOTOGRAPHING)?;
        self.shops.forget(item.store);
        self.item_view(item).await
    }
}

const OPENING: &str = "opening a store";
const CHANGING: &str = "changing a store";
const ADDING: &str = "adding a menu item";
const EDITING: &str = "changing a menu item";
const PHOTOGRAPHING: &str = "setting a photo";

impl SqlCatalogue {
    /// The store as it was just written, whether or not the catalogue can be read at the moment; then with the last menu known.
    async fn store_view(&self, store: Store) -> Answer<StoreView> {
        let shop = self.shops.fresh(store.id).await.ok().flatten();
        let counts = item_rows::order_counts(self.pools.read(), store.id).await.or_internal("reading a store")?;
        let now = self.clock.now();
        let count = |item: MenuItemId| counts.get(&item).copied().unwrap_or(0);
        let items = shop.iter().flat_map(|shop| &shop.menu);
        let menu = items.map(|item| MenuItemView::of(item, count(item.id), now)).collect();
        Ok(StoreView::of(&store, menu, now))
    }

    /// The item as it was just written.
    async fn item_view(&self, item: MenuItem) -> Answer<MenuItemView> {
        let counts = item_rows::order_counts(self.pools.read(), item.store).await.or_internal("reading a menu item")?;
        let stock = item_rows::stock(self.pools.read(), item.id).await.or_internal("reading a menu item")?;
        let item = MenuItem { stock, ..item };
        Ok(MenuItemView::of(&item, counts.get(&item.id).copied().unwrap_or(0), self.clock.now()))
    }
}

/// The id of an option group or a choice follows from its item and its name.
fn part_of_item(item: MenuItemId, name: &str) -> Uuid {
    derived_id(&[item.0.as_bytes(), name.as_bytes()])
}

fn is_owner(actor: &Account) -> Answer<()> {
    if actor.role == Role::Owner { Ok(()) } else { Err(Refusal::Forbidden) }
}

fn is_theirs(actor: &Account, owner: domain::AccountId) -> Answer<()> {
    if actor.id == owner { Ok(()) } else { Err(Refusal::NotFound) }
}

/// A key that made something stands for what it was when it was made.
fn is_what_was_wanted(same: bool) -> Answer<()> {
    if same { Ok(()) } else { Err(Refusal::IdempotencyKeyReused) }
}

fn menu_is_full() -> Refusal {
    Refusal::invalid("", format!("A menu has at most {} items.", domain::store::MAX_ITEMS))
}
