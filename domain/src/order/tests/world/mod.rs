//! The people, the store and the one order that every story is about.

mod commands;
mod events;
mod people;
mod shop;

pub use commands::*;
pub use events::*;
pub use people::*;
pub use shop::*;

use crate::{ids::OrderId, time::Timestamp};
use uuid::Uuid;

/// Friday, 2026-11-20, 18:30 in Seoul.
pub const EVENING: Timestamp = Timestamp::from_micros(1_795_167_000_000_000);

pub fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

pub fn the_order() -> OrderId {
    id(4_821)
}

pub fn text<T: TryFrom<String>>(text: &str) -> T {
    T::try_from(text.to_owned()).ok().expect("a text that is valid")
}

pub fn number<T: TryFrom<i64>>(number: i64) -> T {
    T::try_from(number).ok().expect("a number in range")
}

#[test]
fn the_evening_is_a_friday_at_half_past_six_in_seoul() {
    assert_eq!(EVENING.to_string(), "2026-11-20T09:30:00.000000Z");
}
