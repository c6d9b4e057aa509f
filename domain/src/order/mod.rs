//! An order: payment, making and delivery in one stream of events with one version, so that every race has exactly one winner.
//!
//! [`decide`] holds every rule, [`evolve`] only copies facts, [`policy`] says what must happen next.

mod command;
mod decide;
mod event;
mod evolve;
mod number;
mod placement;
mod policy;
mod rules;
mod status;
mod stock;
#[cfg(test)]
mod tests;

pub use command::{Command, LineRequest, PlaceOrder, PrepMinutes};
pub use decide::{Deadlines, Decision, Facts, decide};
pub use event::{Event, Placed, Recorded};
pub use evolve::evolve;
pub use number::OrderNumber;
pub use placement::is_short_of;
pub use policy::{Desk, Task, TaskKind, policy};
pub use status::{Fulfilment, PaymentStatus, Status};
pub use stock::{StockMove, out_of_stock, stock_moves};

use crate::{geo::Address, ids::*, money::Money, quantity::Quantity, store::StoreKind, text::*, time::Timestamp};
use serde::{Deserialize, Serialize};

/// The fold of an order's events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: OrderId,
    pub number: OrderNumber,
    /// How many events it has.
    pub version: u32,
    pub status: Status,
    pub store: StoreRef,
    pub customer: Person,
    pub lines: Vec<Line>,
    pub items_total: Money,
    pub delivery_fee: Money,
    pub total: Money,
    pub address: Option<Address>,
    pub note: Option<Note>,
    pub payment: Payment,
    /// The way a rider has to go, for stores whose food is ridden.
    pub ride: Option<Ride>,
    pub rider: Option<Person>,
    pub placed_at: Timestamp,
    pub accept_by: Option<Timestamp>,
    pub ready_at_estimate: Option<Timestamp>,
    pub shipment: Option<Shipment>,
    pub timeline: Vec<Step>,
    pub ending: Option<Ending>,
}

impl Order {
    pub fn fulfilment(&self) -> Fulfilment {
        Fulfilment::of(self.store.kind)
    }

    /// Whether it was ever paid, and so ever became a deal that the store may see.
    pub fn was_paid(&self) -> bool {
        !self.payment.charged.is_zero() && self.accept_by.is_some()
    }

    /// Over, and nobody has paid for it.
    pub fn ended_unpaid(&self) -> bool {
        self.status.is_final() && self.payment.charged.is_zero()
    }

    /// When it reached the status that it is in.
    pub fn reached_at(&self) -> Timestamp {
        self.timeline.last().map_or(self.placed_at, |step| step.at)
    }

    /// When the customer may expect it, once the store has named a time.
    pub fn arrive_at_estimate(&self) -> Option<Timestamp> {
        let ready = self.ready_at_estimate?;
        match &self.ride {
            Some(ride) => Some(ready.plus_minutes(crate::delivery::ride_minutes(ride.distance_m))),
            None => Some(ready),
        }
    }

    /// The latest time promised.
    pub fn arrive_by_estimate(&self) -> Option<Timestamp> {
        self.arrive_at_estimate().map(|at| at.plus_minutes(crate::delivery::LATEST_AFTER_MINUTES))
    }
}

/// The store as it was when the order was placed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoreRef {
    pub id: StoreId,
    pub name: Name,
    pub kind: StoreKind,
    pub owner: AccountId,
    pub address: Address,
    #[serde(default)]
    pub illustration: Option<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    pub id: AccountId,
    pub name: Name,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Line {
    pub menu_item_id: MenuItemId,
    pub name: Name,
    pub quantity: Quantity,
    /// For one, with its choices.
    pub unit_price: Money,
    pub choices: Vec<ChosenChoice>,
    pub total: Money,
    /// Whether stock was held for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustration: Option<Name>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChosenChoice {
    pub id: ChoiceId,
    pub name: Name,
    pub price: Money,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub status: PaymentStatus,
    pub charged: Money,
    pub refunded: Money,
    /// The gateway's name for the charge; a refund needs it.
    pub key: Option<String>,
    /// Until when a deferred payment may still be made.
    pub hold_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ride {
    pub distance_m: u32,
    /// What the rider earns.
    pub pay: Money,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shipment {
    pub carrier: ParcelText,
    pub tracking_no: ParcelText,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    pub status: Status,
    pub at: Timestamp,
}

/// Why an order ended before it was complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub by: By,
    pub reason: EndReason,
    pub text: Option<Reason>,
    pub at: Timestamp,
    /// How often the seller of a parcel was told: first that it is cancelled, then that the delivery is.
    #[serde(default)]
    pub seller_told: u8,
}

/// On whose behalf something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum By {
    Customer,
    Store,
    Rider,
    Operator,
    System,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EndReason {
    /// The store: an item ran out.
    SoldOut,
    /// The store: too much to do.
    Busy,
    /// The store: about to close.
    Closing,
    Other,
    /// The customer changed their mind.
    ChangedMind,
    /// The store did not answer in time.
    AcceptDeadline,
}

impl By {
    pub fn of(actor: &crate::account::Actor) -> By {
        use crate::account::Role;
        match actor.account().map(|account| account.role) {
            Some(Role::Customer) => By::Customer,
            Some(Role::Owner) => By::Store,
            Some(Role::Rider) => By::Rider,
            Some(Role::Operator) => By::Operator,
            None => By::System,
        }
    }
}

impl EndReason {
    pub const fn as_str(self) -> &'static str {
        match self {
            EndReason::SoldOut => "sold_out",
            EndReason::Busy => "busy",
            EndReason::Closing => "closing",
            EndReason::Other => "other",
            EndReason::ChangedMind => "changed_mind",
            EndReason::AcceptDeadline => "accept_deadline",
        }
    }
}
