//! Stores and their menus, as the catalogue keeps them.

mod hours;
mod menu;
mod rules;

pub use hours::{Day, OpeningHours, Span, WallTime};
pub use menu::{Choice, MenuItem, MenuItemChange, NewChoice, NewMenuItem, NewOptionGroup, OptionGroup, Patch, SoldOut};
pub use rules::{MAX_ITEMS, MAX_PHOTO, MAX_STOCK};

use crate::{geo::Address, ids::*, money::Money, text::*, time::Timestamp};
use serde::{Deserialize, Serialize};

/// The trade decides how food reaches the customer: see [`crate::order::Fulfilment`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StoreKind {
    Restaurant,
    Cafe,
    MealKit,
}

impl StoreKind {
    pub const ALL: [StoreKind; 3] = [StoreKind::Restaurant, StoreKind::Cafe, StoreKind::MealKit];

    pub const fn as_str(self) -> &'static str {
        match self {
            StoreKind::Restaurant => "restaurant",
            StoreKind::Cafe => "cafe",
            StoreKind::MealKit => "meal_kit",
        }
    }

    pub fn parse(text: &str) -> Option<StoreKind> {
        StoreKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// How the kitchen is doing right now; busy and paused end by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Mode {
    #[default]
    Normal,
    /// Orders are taken, and take longer.
    Busy,
    /// No orders for now.
    Paused,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Store {
    pub id: StoreId,
    pub owner: AccountId,
    pub name: Name,
    pub kind: StoreKind,
    #[serde(default)]
    pub about: Option<Description>,
    pub address: Address,
    /// How far it delivers, in metres.
    pub radius_m: u32,
    pub min_order: Money,
    pub delivery_fee: Money,
    /// None: always open.
    pub hours: Option<OpeningHours>,
    pub mode: Mode,
    /// When the mode ends; None: when the owner ends it.
    pub mode_until: Option<Timestamp>,
    /// The picture on its plate: a slug of the food illustrations.
    pub illustration: Option<Name>,
}

impl Store {
    pub fn mode_at(&self, now: Timestamp) -> Mode {
        if self.mode_until.is_some_and(|until| until <= now) { Mode::Normal } else { self.mode }
    }

    /// Whether it takes orders at this moment.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.mode_at(now) != Mode::Paused && self.hours.as_ref().is_none_or(|hours| hours.is_open(now))
    }
}

/// A store with its menu: what ordering is checked against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shop {
    pub store: Store,
    pub menu: Vec<MenuItem>,
}

impl Shop {
    pub fn item(&self, id: MenuItemId) -> Option<&MenuItem> {
        self.menu.iter().find(|item| item.id == id)
    }
}

/// What an owner says to open a store; the same words change it later ([`StoreChange`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStore {
    pub name: Name,
    pub kind: StoreKind,
    #[serde(default)]
    pub about: Option<Description>,
    pub address: Address,
    pub radius_m: u32,
    pub min_order: Money,
    pub delivery_fee: Money,
    #[serde(default)]
    pub hours: Option<OpeningHours>,
    #[serde(default)]
    pub illustration: Option<Name>,
}

/// What changes; what is left out stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoreChange {
    pub name: Option<Name>,
    /// Orders that are there already stay what they are.
    pub kind: Option<StoreKind>,
    pub about: Option<Description>,
    pub address: Option<Address>,
    pub radius_m: Option<u32>,
    pub min_order: Option<Money>,
    pub delivery_fee: Option<Money>,
    /// Nothing, or an empty list: always open.
    #[serde(skip_serializing_if = "Patch::is_kept")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OpeningHours>))]
    pub hours: Patch<OpeningHours>,
    pub mode: Option<Mode>,
    /// Ends the mode by itself: the one that comes with it, or else the one that lasts.
    pub mode_until: Option<Timestamp>,
    pub illustration: Option<Name>,
}

impl StoreChange {
    pub fn apply(self, store: &mut Store) {
        let StoreChange { name, kind, about, address, radius_m, min_order, delivery_fee, hours, mode, mode_until, illustration } =
            self;
        set(&mut store.name, name);
        set(&mut store.kind, kind);
        set(&mut store.address, address);
        set(&mut store.radius_m, radius_m);
        set(&mut store.min_order, min_order);
        set(&mut store.delivery_fee, delivery_fee);
        store.about = about.or(store.about.take());
        store.illustration = illustration.or(store.illustration.take());
        hours.apply(&mut store.hours);
        store.hours = store.hours.take().filter(|hours| !hours.is_empty()).map(OpeningHours::in_order);
        if let Some(mode) = mode {
            store.mode = mode;
            store.mode_until = mode_until;
        } else if mode_until.is_some() {
            store.mode_until = mode_until;
        }
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}
