use super::*;
use crate::account::Actor;
use crate::geo::Address;

/// What happened to an order. In the log each is `{ "<kind>": { … } }`; kinds are those of the API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    Placed(Box<Placed>),
    PaymentConfirmed { payment_key: String, amount: Money, accept_by: Timestamp },
    PaymentDeclined { reason: String },
    PaymentDeferred { until: Timestamp },
    PaymentUnknown {},
    Expired {},
    Accepted { prep_minutes: PrepMinutes, ready_at: Timestamp },
    Rejected { reason: EndReason, text: Option<Reason> },
    CookingStarted {},
    CookingFinished {},
    Claimed { rider: Person },
    PickedUp {},
    Delivered {},
    Collected {},
    PackingStarted {},
    Shipped { carrier: ParcelText, tracking_no: ParcelText },
    ReceiptConfirmed {},
    Cancelled { by: By, reason: EndReason, text: Option<Reason> },
    SellerTold {},
    RefundRequested { amount: Money },
    RefundSettled { amount: Money },
    DeliveryCancelled {},
}

/// Everything that a reader of the log needs to know of an order, so that no read model has to ask elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    pub id: OrderId,
    pub number: OrderNumber,
    pub store: StoreRef,
    pub customer: Person,
    pub lines: Vec<Line>,
    pub items_total: Money,
    pub delivery_fee: Money,
    pub total: Money,
    pub address: Option<Address>,
    pub note: Option<Note>,
    pub ride: Option<Ride>,
}

/// An event in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    pub order_id: OrderId,
    pub version: u32,
    pub at: Timestamp,
    pub actor: Actor,
    pub event: Event,
}

impl Event {
    pub const fn kind(&self) -> &'static str {
        match self {
            Event::Placed(_) => "placed",
            Event::PaymentConfirmed { .. } => "payment_confirmed",
            Event::PaymentDeclined { .. } => "payment_declined",
            Event::PaymentDeferred { .. } => "payment_deferred",
            Event::PaymentUnknown {} => "payment_unknown",
            Event::Expired {} => "expired",
            Event::Accepted { .. } => "accepted",
            Event::Rejected { .. } => "rejected",
            Event::CookingStarted {} => "cooking_started",
            Event::CookingFinished {} => "cooking_finished",
            Event::Claimed { .. } => "claimed",
            Event::PickedUp {} => "picked_up",
            Event::Delivered {} => "delivered",
            Event::Collected {} => "collected",
            Event::PackingStarted {} => "packing_started",
            Event::Shipped { .. } => "shipped",
            Event::ReceiptConfirmed {} => "receipt_confirmed",
            Event::Cancelled { .. } => "cancelled",
            Event::SellerTold {} => "seller_told",
            Event::RefundRequested { .. } => "refund_requested",
            Event::RefundSettled { .. } => "refund_settled",
            Event::DeliveryCancelled {} => "delivery_cancelled",
        }
    }
}
