use serde::{Deserialize, Serialize};

/// How many of one item, 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quantity(u8);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quantity lies between 1 and 99")]
pub struct NotAQuantity;

impl Quantity {
    pub const ONE: Quantity = Quantity(1);

    pub const fn count(self) -> u32 {
        self.0 as u32
    }
}

impl TryFrom<i64> for Quantity {
    type Error = NotAQuantity;

    fn try_from(count: i64) -> Result<Quantity, NotAQuantity> {
        match u8::try_from(count) {
            Ok(count @ 1..=99) => Ok(Quantity(count)),
            _ => Err(NotAQuantity),
        }
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> i64 {
        i64::from(quantity.0)
    }
}
