use crate::{geo::Address, ids::*, money::Money, quantity::Quantity, text::*, time::Timestamp};
use serde::{Deserialize, Serialize};

use super::EndReason;

/// What somebody wants of an order. Who they are comes beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Command {
    // The customer.
    Place(PlaceOrder),
    /// Pays an order that is held because payment was busy.
    Pay {
        card: CardToken,
    },
    Cancel {
        reason: Option<Reason>,
    },
    ConfirmReceipt,
    // The store.
    Accept {
        prep: PrepMinutes,
    },
    Reject {
        reason: EndReason,
        text: Option<Reason>,
    },
    StartCooking,
    FinishCooking,
    Collect,
    StartPacking,
    Ship {
        carrier: ParcelText,
        tracking_no: ParcelText,
    },
    /// The rider at the customer's door; for a parcel, the seller who sees it delivered.
    DropOff,
    // The rider.
    Claim,
    PickUp {
        number: String,
    },
    // The platform.
    ConfirmPayment {
        payment_key: String,
        amount: Money,
    },
    DeclinePayment {
        reason: String,
    },
    DeferPayment {
        until: Timestamp,
    },
    LosePayment,
    Expire,
    /// The store did not answer in time.
    GiveUpOnStore,
    TellSeller,
    SettleRefund {
        amount: Money,
    },
}

/// What a customer asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceOrder {
    pub store_id: StoreId,
    pub lines: Vec<LineRequest>,
    pub address: Option<Address>,
    pub note: Option<Note>,
    pub card: CardToken,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineRequest {
    pub menu_item_id: MenuItemId,
    pub quantity: Quantity,
    #[serde(default)]
    pub choice_ids: Vec<ChoiceId>,
    /// The price of one with its choices that the customer saw.
    #[serde(default)]
    pub expected_price: Option<Money>,
}

/// Minutes until an order is ready, 1 to 180.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrepMinutes(u8);

impl TryFrom<i64> for PrepMinutes {
    type Error = crate::account::Unfit;

    fn try_from(minutes: i64) -> Result<PrepMinutes, Self::Error> {
        match u8::try_from(minutes) {
            Ok(minutes @ 1..=180) => Ok(PrepMinutes(minutes)),
            _ => Err(crate::account::Unfit("must be 1 to 180 minutes")),
        }
    }
}

impl From<PrepMinutes> for i64 {
    fn from(minutes: PrepMinutes) -> i64 {
        i64::from(minutes.0)
    }
}
