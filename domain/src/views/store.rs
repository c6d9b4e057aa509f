use crate::{
    geo::{Address, Position},
    ids::*,
    money::Money,
    store::*,
    text::*,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A store in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoreSummary {
    pub id: StoreId,
    pub name: Name,
    pub kind: StoreKind,
    pub open: bool,
    /// Normal or busy while it is open.
    pub mode: Mode,
    pub min_order: Money,
    pub delivery_fee: Money,
    pub distance_m: u32,
    /// Out of 5; null before the first review.
    pub rating: Option<f32>,
    pub review_count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Description>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustration: Option<Name>,
    pub position: Position,
}

/// A store with its menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoreView {
    pub id: StoreId,
    pub name: Name,
    pub kind: StoreKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Description>,
    pub open: bool,
    pub mode: Mode,
    pub mode_until: Option<Timestamp>,
    pub address: Address,
    pub radius_m: u32,
    pub min_order: Money,
    pub delivery_fee: Money,
    /// null: always open.
    pub hours: Option<OpeningHours>,
    pub rating: Option<f32>,
    pub review_count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustration: Option<Name>,
    pub menu: Vec<MenuItemView>,
}

impl StoreView {
    /// Whether it delivers to a place; what is collected at a counter may be ordered from anywhere.
    pub fn is_in_reach_of(&self, place: Position) -> bool {
        self.kind == StoreKind::Cafe || self.address.position.metres_to(place) <= self.radius_m
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuItemView {
    pub id: MenuItemId,
    pub name: Name,
    pub section: Option<Name>,
    pub description: Option<Description>,
    pub price: Money,
    pub photo_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustration: Option<Name>,
    /// Whether one could be ordered now.
    pub available: bool,
    /// Left, net of holds; null: unlimited.
    pub stock: Option<u32>,
    /// A time or "forever"; null: not sold out.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sold_out_until: Option<SoldOut>,
    pub order_count: u32,
    pub rating: Option<f32>,
    pub option_groups: Vec<OptionGroup>,
}

impl MenuItemView {
    pub fn of(item: &MenuItem, order_count: u32, now: Timestamp) -> MenuItemView {
        MenuItemView {
            id: item.id,
            name: item.name.clone(),
            section: item.section.clone(),
            description: item.description.clone(),
            price: item.price,
            photo_url: item.photo_url.clone(),
            illustration: item.illustration.clone(),
            available: item.is_available(now),
            stock: item.stock,
            sold_out_until: item.sold_out.filter(|sold_out| sold_out.holds(now)),
            order_count,
            rating: None,
            option_groups: item.option_groups.clone(),
        }
    }
}

impl StoreView {
    pub fn of(store: &Store, menu: Vec<MenuItemView>, now: Timestamp) -> StoreView {
        let mode = store.mode_at(now);
        StoreView {
            id: store.id,
            name: store.name.clone(),
            kind: store.kind,
            about: store.about.clone(),
            open: store.is_open(now),
            mode,
            mode_until: store.mode_until.filter(|_| mode != Mode::Normal),
            address: store.address.clone(),
            radius_m: store.radius_m,
            min_order: store.min_order,
            delivery_fee: store.delivery_fee,
            hours: store.hours.clone(),
            rating: None,
            review_count: 0,
            illustration: store.illustration.clone(),
            menu,
        }
    }
}

impl StoreSummary {
    pub fn of(store: &Store, from: Position, now: Timestamp) -> StoreSummary {
        StoreSummary {
            id: store.id,
            name: store.name.clone(),
            kind: store.kind,
            open: store.is_open(now),
            mode: store.mode_at(now),
            min_order: store.min_order,
            delivery_fee: store.delivery_fee,
            distance_m: store.address.position.metres_to(from),
            rating: None,
            review_count: 0,
            about: store.about.clone(),
            illustration: store.illustration.clone(),
            position: store.address.position,
        }
    }
}

/// An item that many order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopItem {
    pub menu_item_id: MenuItemId,
    pub name: Name,
    pub store_id: StoreId,
    pub store_name: Name,
    pub price: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustration: Option<Name>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_url: Option<String>,
    pub order_count: u32,
    pub rating: Option<f32>,
    pub review_count: u32,
}

/// A store's day so far, midnight to midnight in Seoul: paid orders that were not cancelled or rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoreDay {
    pub orders: u32,
    /// Whole won of items; may exceed what one [`Money`] holds.
    pub sales: i64,
}
