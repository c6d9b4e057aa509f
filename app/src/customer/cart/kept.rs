//! The cart in its cookie: there without an account and without scripts. Beside it, once its checkout was opened, the key that it is ordered
//! under: as long as the cart stays as it is that is one order, whichever way its customer comes back.

use super::lines::Cart;
use crate::{backend::visitor, customer::cookies, failure::Failure};
use domain::Refusal;
use uuid::Uuid;

const COOKIE: &str = "cart";
const ORDERED_UNDER: &str = "ordered_under";

/// None when nothing is in it.
pub fn read() -> Option<Cart> {
    cookies::read(COOKIE)?.parse().ok().filter(|cart: &Cart| !cart.lines.is_empty())
}

/// Refuses what no longer fits into a cookie: some twenty lines with many choices.
pub fn write(cart: &Cart) -> Result<(), Failure> {
    let text = cart.to_string();
    if text.len() > cookies::LONGEST {
        return Err(Refusal::invalid("/lines", "the cart is full").into());
    }
    // Another cart is another order.
    forget_key();
    if cart.lines.is_empty() {
        clear();
    } else {
        cookies::write(COOKIE, &text);
    }
    Ok(())
}

pub fn clear() {
    cookies::clear(COOKIE);
    forget_key();
}

/// The key that the visitor orders this cart under. None: they have not begun to, or somebody else had.
pub fn key() -> Option<Uuid> {
    let kept = cookies::read(ORDERED_UNDER)?;
    let (customer, key) = kept.split_once('.')?;
    let is_mine = me().is_some_and(|me| customer.parse() == Ok(me));
    key.parse().ok().filter(|_| is_mine)
}

pub fn keep_key(key: Uuid) {
    if let Some(customer) = me() {
        cookies::write(ORDERED_UNDER, &format!("{customer}.{key}"));
    }
}

fn forget_key() {
    if cookies::read(ORDERED_UNDER).is_some() {
        cookies::clear(ORDERED_UNDER);
    }
}

fn me() -> Option<Uuid> {
    visitor().account.map(|account| account.id.0)
}
