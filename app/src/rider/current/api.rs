//! For riders; a delivery only for the rider who has claimed it.

use crate::failure::Failure;
use domain::{
    CommandId, OrderId, Timestamp,
    order::Status,
    views::{MyDelivery, OrderView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::backend::{backend, carry_out, signed_in_as},
    domain::{PageRequest, Role, order::Command},
};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CurrentData {
    /// Under way, the oldest first.
    pub deliveries: Vec<MyDelivery>,
    pub now: Timestamp,
}

/// The rider's own deliveries that are under way.
#[server(prefix = "/api/screens", endpoint = "rider/current")]
pub async fn load_current() -> Result<CurrentData, Failure> {
    let rider = signed_in_as(Role::Rider)?;
    let page = backend()?.queries.my_deliveries(&rider, PageRequest::default()).await?;
    let mut deliveries: Vec<MyDelivery> = page.items.into_iter().filter(|delivery| is_under_way(delivery.status)).collect();
    // The one that is on the bike goes before the one that still waits in its store.
    deliveries.sort_by_key(|delivery| (delivery.status != Status::PickedUp, delivery.at));
    Ok(CurrentData { deliveries, now: crate::clock::now() })
}

pub const fn is_under_way(status: Status) -> bool {
    matches!(status, Status::Claimed | Status::PickedUp)
}

/// `digits` is what was typed; `letter` stands before it unless a letter was typed as well.
#[server(prefix = "/api/screens", endpoint = "rider/pickup")]
pub async fn pick_up(order: OrderId, key: CommandId, letter: String, digits: String) -> Result<OrderView, Failure> {
    let number = super::pickup::whole_number(&letter, &digits);
    carry_out(Role::Rider, order, key, Command::PickUp { number }).await
}

#[server(prefix = "/api/screens", endpoint = "rider/drop-off")]
pub async fn drop_off(order: OrderId, key: CommandId) -> Result<OrderView, Failure> {
    carry_out(Role::Rider, order, key, Command::DropOff).await
}
