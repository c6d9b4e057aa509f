//! The demo data as it is written in `server/demo/`, one file per store. This module only parses: what the data
//! must hold (prices, distances, who owns what) is in its tests, and loading it into a database is another's part.

mod files;
#[cfg(test)]
mod tests;

use domain::{
    Address, Position, Role,
    account::{Email, Password, Phone},
    store::{NewMenuItem, NewStore},
    text::Name,
};
use serde::{Deserialize, de::DeserializeOwned};

/// Everything there is to load. Nothing in it refers to what comes after it.
#[derive(Debug, Clone)]
pub struct DemoData {
    /// The password of every demo account.
    pub password: Password,
    pub accounts: Vec<DemoAccount>,
    /// Places to deliver to; the first is the default.
    pub addresses: Vec<Address>,
    pub stores: Vec<DemoStore>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAccount {
    pub email: Email,
    pub role: Role,
    pub name: Name,
    pub phone: Phone,
    /// Where a rider starts out; nobody else has one.
    pub position: Option<Position>,
}

/// A store with its menu, in the words with which an owner would open it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoStore {
    /// Unique, and never changed: ids are derived from it.
    pub key: String,
    /// The owner's account.
    pub owner: Email,
    pub name_en: Name,
    #[serde(flatten)]
    pub store: NewStore,
    /// In the order of the menu; items of one section stand together.
    pub menu: Vec<DemoItem>,
}

/// An item, by a name that its store has once: ids are derived from it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoItem {
    pub name_en: Name,
    /// Sold out until further notice.
    #[serde(default)]
    pub sold_out: bool,
    #[serde(flatten)]
    pub item: NewMenuItem,
}

/// A file of the demo data does not say what it should.
#[derive(Debug, thiserror::Error)]
#[error("server/demo/{file}: {source}")]
pub struct Unreadable {
    pub file: &'static str,
    pub source: toml::de::Error,
}

/// Reads the demo data that was compiled into the program.
pub fn load() -> Result<DemoData, Unreadable> {
    let people: People = parse(files::ACCOUNTS)?;
    let places: Places = parse(files::ADDRESSES)?;
    let stores = files::STORES.into_iter().map(parse).collect::<Result<_, _>>()?;
    Ok(DemoData { password: people.password, accounts: people.account, addresses: places.address, stores })
}

/// `accounts.toml` as a whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    password: Password,
    account: Vec<DemoAccount>,
}

/// `addresses.toml` as a whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    address: Vec<Address>,
}

fn parse<T: DeserializeOwned>(file: files::File) -> Result<T, Unreadable> {
    toml::from_str(file.text).map_err(|source| Unreadable { file: file.name, source })
}
