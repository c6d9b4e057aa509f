//! Ids that follow from names: the demo makes the same ones every time.

use super::data::{DemoAccount, DemoItem, DemoStore};
use crate::derived::derived_id;
use domain::{Account, AccountId, CommandId, MenuItemId, OrderId, StoreId, account::Email};

pub fn account(email: &Email) -> AccountId {
    AccountId(derived_id(&[b"demo account", email.as_str().as_bytes()]))
}

/// The account as ports want it.
pub fn actor(person: &DemoAccount) -> Account {
    Account { id: account(&person.email), role: person.role, name: person.name.clone() }
}

pub fn store(store: &DemoStore) -> StoreId {
    StoreId(derived_id(&[b"demo store", store.key.as_bytes()]))
}

/// By its English name, which its store has once and which an owner cannot change.
pub fn item(store: &DemoStore, item: &DemoItem) -> MenuItemId {
    MenuItemId(derived_id(&[b"demo item", store.key.as_bytes(), item.name_en.as_str().as_bytes()]))
}

pub fn order(store: &DemoStore, visit: usize) -> OrderId {
    OrderId(derived_id(&[b"demo order", store.key.as_bytes(), &(visit as u64).to_le_bytes()]))
}

/// The one time that `step` happens to an order.
pub fn command(order: OrderId, step: &str) -> CommandId {
    CommandId(derived_id(&[b"demo command", order.0.as_bytes(), step.as_bytes()]))
}
