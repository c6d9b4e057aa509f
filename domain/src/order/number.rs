use crate::ids::OrderId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What people say to each other: `B-4821`. Derived from the id, so it needs no counter; 230,000 different ones, enough that two orders
/// on one counter at the same time hardly ever share one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderNumber(String);

impl OrderNumber {
    /// Letters that sound alike or look like digits (I, O, Q) are left out.
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

    pub fn of(id: OrderId) -> OrderNumber {
        let bits = id.0.as_u128();
        let letter = Self::LETTERS[(bits % 23) as usize] as char;
        OrderNumber(format!("{letter}-{:04}", (bits / 23) % 10_000))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether somebody who typed this means this order: case, blanks and the hyphen do not matter.
    pub fn is_meant_by(&self, typed: &str) -> bool {
        let plain =
            |text: &str| text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect::<String>();
        plain(typed) == plain(&self.0)
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
