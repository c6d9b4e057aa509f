use super::pricing;
use domain::{
    MenuItemId, Money, Position, Quantity, StoreId,
    refusal::ProblemCode,
    store::StoreKind,
    text::Name,
    views::{MenuItemView, StoreView},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lines::{Cart, CartLine};

/// A cart beside the menu of this moment: what it would cost now, and what is in its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CartView {
    pub store: CartStore,
    pub lines: Vec<CartLineView>,
    pub items_total: Money,
    pub delivery_fee: Money,
    pub total: Money,
    /// The lines at today's prices: a form that sends this orders exactly what its page shows.
    pub as_shown: String,
    /// For the link to the checkout: all attempts to pay from there are one order.
    pub order_key: Uuid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CartStore {
    pub id: StoreId,
    pub name: Name,
    pub kind: StoreKind,
    pub open: bool,
    /// Whether it delivers to the visitor's address.
    pub in_reach: bool,
    pub min_order: Money,
    pub illustration: Option<Name>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CartLineView {
    pub item: MenuItemId,
    /// None: it is no longer on the menu.
    pub name: Option<Name>,
    pub illustration: Option<Name>,
    pub photo_url: Option<String>,
    pub choices: Vec<Name>,
    pub quantity: Quantity,
    /// Of one with its choices, now.
    pub unit_price: Money,
    /// Of one, when it was put in.
    pub seen_price: Money,
    pub total: Money,
    /// Why it cannot be ordered like this.
    pub trouble: Option<ProblemCode>,
    /// How many there are at most.
    pub most: u32,
}

impl CartView {
    pub fn of(cart: &Cart, store: &StoreView, place: Position, order_key: Uuid) -> CartView {
        let lines: Vec<_> = cart.lines.iter().map(|line| CartLineView::of(line, cart, store)).collect();
        let items_total = Money::sum(lines.iter().map(|line| line.total)).unwrap_or(Money::MAX);
        let delivery_fee = if store.kind == StoreKind::Cafe { Money::ZERO } else { store.delivery_fee };
        CartView {
            as_shown: as_shown(cart, &lines).to_string(),
            lines,
            items_total,
            delivery_fee,
            total: items_total.plus(delivery_fee).unwrap_or(Money::MAX),
            order_key,
            store: CartStore {
                id: store.id,
                name: store.name.clone(),
                kind: store.kind,
                open: store.open,
                in_reach: store.is_in_reach_of(place),
                min_order: store.min_order,
                illustration: store.illustration.clone(),
            },
        }
    }

    /// What is missing to the store's minimum.
    pub fn below_minimum(&self) -> Money {
        self.store.min_order.minus(self.items_total).unwrap_or(Money::ZERO)
    }

    /// How many pieces there are.
    pub fn count(&self) -> u32 {
        self.lines.iter().map(|line| line.quantity.count()).sum()
    }

    pub fn has_trouble(&self) -> bool {
        self.lines.iter().any(|line| line.trouble.is_some())
    }

    /// Whether the way to paying is free, as far as can be seen from here.
    pub fn can_be_ordered(&self) -> bool {
        self.store.open && self.store.in_reach && self.below_minimum().is_zero() && !self.has_trouble()
    }
}

impl CartLineView {
    fn of(line: &CartLine, cart: &Cart, store: &StoreView) -> CartLineView {
        let Some(item) = store.menu.iter().find(|item| item.id == line.item) else {
            return CartLineView::unknown(line);
        };
        let choices = pricing::chosen(&item.option_groups, &line.choices);
        let unit_price = pricing::unit_price(item.price, &item.option_groups, &line.choices);
        CartLineView {
            item: item.id,
            name: Some(item.name.clone()),
            illustration: item.illustration.clone(),
            photo_url: item.photo_url.clone(),
            trouble: trouble(item, cart, choices.is_some()),
            choices: choices.unwrap_or_default().into_iter().map(|choice| choice.name.clone()).collect(),
            quantity: line.quantity,
            unit_price,
            seen_price: line.price,
            total: unit_price.times(line.quantity.count()).unwrap_or(Money::MAX),
            most: item.stock.unwrap_or(99).min(99),
        }
    }

    fn unknown(line: &CartLine) -> CartLineView {
        CartLineView {
            item: line.item,
            name: None,
            illustration: None,
            photo_url: None,
            choices: Vec::new(),
            quantity: line.quantity,
            unit_price: Money::ZERO,
            seen_price: line.price,
            total: Money::ZERO,
            trouble: Some(ProblemCode::UnknownItem),
            most: 0,
        }
    }

    /// Whether the price is another than the one that was seen.
    pub fn price_changed(&self) -> bool {
        self.name.is_some() && self.unit_price != self.seen_price
    }
}

fn trouble(item: &MenuItemView, cart: &Cart, choices_fit: bool) -> Option<ProblemCode> {
    let wanted = cart.lines.iter().filter(|line| line.item == item.id).map(|line| line.quantity.count()).sum::<u32>();
    if item.sold_out_until.is_some() || item.stock == Some(0) {
        Some(ProblemCode::SoldOut)
    } else if item.stock.is_some_and(|left| left < wanted) {
        Some(ProblemCode::OutOfStock)
    } else {
        (!choices_fit).then_some(ProblemCode::BadChoice)
    }
}

fn as_shown(cart: &Cart, lines: &[CartLineView]) -> Cart {
    let line = |(line, shown): (&CartLine, &CartLineView)| CartLine { price: shown.unit_price, ..line.clone() };
    Cart { store: cart.store, lines: cart.lines.iter().zip(lines).map(line).collect() }
}
