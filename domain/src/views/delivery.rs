use super::StoreLabel;
use crate::{
    geo::{Address, Position},
    ids::OrderId,
    money::Money,
    order::{Order, OrderNumber, Status},
    text::*,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A delivery that any rider may still claim; the exact address is not theirs yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryView {
    pub order_id: OrderId,
    pub number: OrderNumber,
    pub store: StoreLabel,
    pub pickup: Address,
    pub drop_off_area: String,
    /// From the rider to the store, in metres; 0 while the rider's position is not known.
    pub distance_m: u32,
    /// From the store to the customer, in metres.
    pub ride_m: u32,
    /// What the rider earns.
    pub fee: Money,
    pub ready_at: Timestamp,
}

impl DeliveryView {
    /// None: nobody rides this order.
    pub fn of(order: &Order, from: Option<Position>) -> Option<DeliveryView> {
        let ride = order.ride?;
        Some(DeliveryView {
            order_id: order.id,
            number: order.number.clone(),
            store: StoreLabel::of(&order.store),
            pickup: order.store.address.clone(),
            drop_off_area: order.address.as_ref()?.area(),
            distance_m: from.map_or(0, |from| from.metres_to(order.store.address.position)),
            ride_m: ride.distance_m,
            fee: ride.pay,
            ready_at: order.ready_at_estimate?,
        })
    }
}

/// A delivery that is the rider's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyDelivery {
    pub order_id: OrderId,
    pub number: OrderNumber,
    pub status: Status,
    pub store: StoreLabel,
    pub pickup: Address,
    pub drop_off: Address,
    pub customer_name: Name,
    pub note: Option<Note>,
    pub items: u32,
    pub ride_m: u32,
    pub fee: Money,
    pub arrive_by_estimate: Option<Timestamp>,
    /// When it reached this status.
    pub at: Timestamp,
}

impl MyDelivery {
    /// None: nobody rides this order.
    pub fn of(order: &Order) -> Option<MyDelivery> {
        let ride = order.ride?;
        Some(MyDelivery {
            order_id: order.id,
            number: order.number.clone(),
            status: order.status,
            store: StoreLabel::of(&order.store),
            pickup: order.store.address.clone(),
            drop_off: order.address.clone()?,
            customer_name: order.customer.name.clone(),
            note: order.note.clone(),
            items: order.lines.iter().map(|line| line.quantity.count()).sum(),
            ride_m: ride.distance_m,
            fee: ride.pay,
            arrive_by_estimate: order.arrive_by_estimate(),
            at: order.timeline.last().map_or(order.placed_at, |step| step.at),
        })
    }
}

/// A rider's day, midnight to midnight in Seoul.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RiderDay {
    pub online: bool,
    pub position: Option<Position>,
    pub earned: Money,
    pub deliveries: Vec<MyDelivery>,
}
