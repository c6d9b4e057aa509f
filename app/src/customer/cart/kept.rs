//! The cart in its cookie: there without an account and without scripts.

use super::lines::Cart;
use crate::{customer::cookies, failure::Failure};
use domain::Refusal;

const COOKIE: &str = "cart";

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
    if cart.lines.is_empty() {
        clear();
    } else {
        cookies::write(COOKIE, &text);
    }
    Ok(())
}

pub fn clear() {
    cookies::clear(COOKIE);
}
