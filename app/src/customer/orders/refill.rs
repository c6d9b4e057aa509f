//! An order as a new cart.

use crate::customer::cart::{
    lines::{Cart, CartLine},
    pricing,
};
use domain::{
    order::Line,
    views::{OrderView, StoreView},
};

/// The lines that can be ordered today, at today's prices.
pub fn possible(order: &OrderView, store: &StoreView) -> Cart {
    let mut cart = Cart::of(store.id);
    order.lines.iter().filter_map(|line| again(line, store)).for_each(|line| cart.add(line));
    cart
}

/// None: it is gone, sold out, or its options have changed.
fn again(line: &Line, store: &StoreView) -> Option<CartLine> {
    let item = store.menu.iter().find(|item| item.id == line.menu_item_id && item.available)?;
    let choices: Vec<_> = line.choices.iter().map(|choice| choice.id).collect();
    pricing::chosen(&item.option_groups, &choices)?;
    let price = pricing::unit_price(item.price, &item.option_groups, &choices);
    Some(CartLine::new(item.id, line.quantity, choices, price))
}
