//! Which orders there were: at each restaurant and café some, at those named first more, and of what a menu begins with most.

use super::{History, ids};
use crate::demo::data::DemoStore;
use domain::{
    Address, OrderId, Quantity,
    account::Email,
    order::{LineRequest, PlaceOrder},
    ports::Answer,
    store::StoreKind,
    text::CardToken,
    views::{MenuItemView, StoreView},
};

/// One order of the past.
pub struct Visit {
    pub order: OrderId,
    pub owner: Email,
    pub wish: PlaceOrder,
}

/// What the visits of a store were for, by place on its menu: the house's own dish most often.
const FAVOURITES: [usize; 8] = [0, 1, 0, 2, 0, 1, 3, 4];
/// How many visits the first store had; every second store after it had one fewer.
const MOST: usize = 8;
const FEWEST: usize = 2;

/// The saved card of the sandbox that is always approved.
const CARD: &str = "tok_ok";

impl History {
    /// Stores with opening hours are left out: an order cannot be placed in the past, and now they may be closed.
    pub(super) async fn visits(&self) -> Answer<Vec<Visit>> {
        let always_open = self.data.stores.iter().filter(|store| store.store.hours.is_none());
        let mut visits = Vec::new();
        for (rank, store) in always_open.filter(|store| store.store.kind != StoreKind::MealKit).enumerate() {
            let view = self.backend.queries.store(ids::store(store)).await?;
            let count = MOST.saturating_sub(rank / 2).max(FEWEST);
            visits.extend((0..count).filter_map(|visit| self.visit(store, &view, visit)));
        }
        Ok(visits)
    }

    /// None: the store makes nothing that can be ordered, or comes to none of the addresses.
    fn visit(&self, store: &DemoStore, view: &StoreView, visit: usize) -> Option<Visit> {
        // What is counted or sold out stays for those who come to try things.
        let menu: Vec<_> = view.menu.iter().filter(|item| item.available && item.stock.is_none()).collect();
        let favourite = FAVOURITES[visit % FAVOURITES.len()];
        let item = menu.get(favourite).or(menu.first())?;
        let wish = PlaceOrder {
            store_id: view.id,
            lines: vec![enough_of(item, view, visit)?],
            address: match view.kind {
                StoreKind::Cafe => None,
                _ => Some(self.address(view, visit)?),
            },
            note: None,
            card: CardToken::try_from(CARD.to_owned()).ok()?,
        };
        Some(Visit { order: ids::order(store, visit), owner: store.owner.clone(), wish })
    }

    fn address(&self, view: &StoreView, visit: usize) -> Option<Address> {
        let within = |to: &&Address| view.address.position.metres_to(to.position) <= view.radius_m;
        let near: Vec<_> = self.data.addresses.iter().filter(within).collect();
        (!near.is_empty()).then(|| near[visit % near.len()].clone())
    }
}

/// As many as the store's minimum asks for, and now and then one more, with the first choices wherever one must be made.
fn enough_of(item: &MenuItemView, view: &StoreView, visit: usize) -> Option<LineRequest> {
    let chosen = || item.option_groups.iter().flat_map(|group| group.choices.iter().take(usize::from(group.min)));
    let unit = item.price.amount() + chosen().map(|choice| choice.price.amount()).sum::<u32>();
    let least = view.min_order.amount().div_ceil(unit.max(1)).max(1);
    let quantity = i64::from(least) + i64::from(visit % 3 == 2);
    Some(LineRequest {
        menu_item_id: item.id,
        quantity: Quantity::try_from(quantity).ok()?,
        choice_ids: chosen().map(|choice| choice.id).collect(),
        expected_price: None,
    })
}
