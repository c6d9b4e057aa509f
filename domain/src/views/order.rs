use crate::{
    geo::Address,
    ids::*,
    money::Money,
    order::{By, EndReason, Line, Order, OrderNumber, PaymentStatus, Person, Recorded, Shipment, Status, Step, StoreRef},
    store::StoreKind,
    text::*,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// An order as everybody concerned sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderView {
    pub id: OrderId,
    pub number: OrderNumber,
    pub version: u32,
    pub status: Status,
    pub store: StoreLabel,
    pub customer: Person,
    pub lines: Vec<Line>,
    pub items_total: Money,
    pub delivery_fee: Money,
    pub total: Money,
    pub address: Option<Address>,
    pub note: Option<Note>,
    pub payment: PaymentView,
    pub rider: Option<Person>,
    pub placed_at: Timestamp,
    pub accept_by: Option<Timestamp>,
    pub ready_at_estimate: Option<Timestamp>,
    pub arrive_at_estimate: Option<Timestamp>,
    /// The latest arrival promised.
    pub arrive_by_estimate: Option<Timestamp>,
    pub timeline: Vec<Step>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<Shipment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation: Option<CancellationView>,
    /// Where the store stands: the start of the way on the map.
    pub pickup: Address,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoreLabel {
    pub id: StoreId,
    pub name: Name,
    pub kind: StoreKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustration: Option<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentView {
    pub status: PaymentStatus,
    pub charged: Money,
    pub refunded: Money,
    /// Until when an order that could not be paid yet is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_until: Option<Timestamp>,
}

/// Who ended it and why: rejections and passed deadlines included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancellationView {
    pub by: By,
    /// What was said, else the stable code of the reason.
    pub reason: String,
    pub code: EndReason,
    pub at: Timestamp,
}

/// One event of an order's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventView {
    pub version: u32,
    pub kind: String,
    pub at: Timestamp,
    pub actor: EventActor,
    pub data: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventActor {
    pub by: By,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<AccountId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
}

impl From<&Order> for OrderView {
    fn from(order: &Order) -> OrderView {
        OrderView {
            id: order.id,
            number: order.number.clone(),
            version: order.version,
            status: order.status,
            store: StoreLabel::of(&order.store),
            customer: order.customer.clone(),
            lines: order.lines.clone(),
            items_total: order.items_total,
            delivery_fee: order.delivery_fee,
            total: order.total,
            address: order.address.clone(),
            note: order.note.clone(),
            payment: PaymentView {
                status: order.payment.status,
                charged: order.payment.charged,
                refunded: order.payment.refunded,
                hold_until: order.payment.hold_until,
            },
            rider: order.rider.clone(),
            placed_at: order.placed_at,
            accept_by: order.accept_by,
            ready_at_estimate: order.ready_at_estimate,
            arrive_at_estimate: order.arrive_at_estimate(),
            arrive_by_estimate: order.arrive_by_estimate(),
            timeline: order.timeline.clone(),
            shipment: order.shipment.clone(),
            cancellation: CancellationView::of(order),
            pickup: order.store.address.clone(),
        }
    }
}

impl StoreLabel {
    pub fn of(store: &StoreRef) -> StoreLabel {
        StoreLabel { id: store.id, name: store.name.clone(), kind: store.kind, illustration: store.illustration.clone() }
    }
}

impl CancellationView {
    fn of(order: &Order) -> Option<CancellationView> {
        let ending = order.ending.as_ref()?;
        let reason = ending.text.as_ref().map_or(ending.reason.as_str().to_owned(), Reason::to_string);
        Some(CancellationView { by: ending.by, reason, code: ending.reason, at: ending.at })
    }
}

impl EventView {
    /// Without the gateway's name for the charge, which is between the platform and the gateway.
    pub fn of(recorded: &Recorded) -> EventView {
        let mut data = match serde_json::to_value(&recorded.event) {
            Ok(serde_json::Value::Object(tagged)) => tagged.into_iter().next().map_or(serde_json::Value::Null, |(_, data)| data),
            _ => serde_json::Value::Null,
        };
        if let Some(fields) = data.as_object_mut() {
            fields.remove("payment_key");
        }
        EventView {
            version: recorded.version,
            kind: recorded.event.kind().to_owned(),
            at: recorded.at,
            actor: EventActor::of(&recorded.actor),
            data,
        }
    }
}

impl EventActor {
    fn of(actor: &crate::account::Actor) -> EventActor {
        let account = actor.account();
        EventActor { by: By::of(actor), id: account.map(|account| account.id), name: account.map(|account| account.name.clone()) }
    }
}
