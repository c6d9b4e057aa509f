//! For riders.

use crate::failure::Failure;
use domain::{
    CommandId, OrderId, Position,
    views::{DeliveryView, RiderDay},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::backend::{backend, carry_out, signed_in_as},
    domain::{PageRequest, Refusal, Role, order::Command},
};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NearbyData {
    pub day: RiderDay,
    pub offers: Vec<DeliveryView>,
    /// Whether the rider has a delivery in hand.
    pub busy: bool,
    /// Where a rider without a position may say to be.
    pub starts: Vec<Start>,
}

/// A place that the rider knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Start {
    pub name: String,
    pub position: Position,
}

/// The middle of the neighbourhood, from where the places to start from are looked for.
#[cfg(feature = "ssr")]
const MIDDLE: (f64, f64) = (37.5667, 126.9290);

#[server(prefix = "/api/screens", endpoint = "rider/nearby")]
pub async fn load_nearby() -> Result<NearbyData, Failure> {
    let rider = signed_in_as(Role::Rider)?;
    let queries = backend()?.queries;
    let day = queries.rider_day(&rider).await?;
    let offers = queries.deliveries_near(&rider, None).await?;
    let mine = queries.my_deliveries(&rider, PageRequest::default()).await?;
    let busy = mine.items.iter().any(|delivery| crate::rider::current::api::is_under_way(delivery.status));
    let around = day.position.or(Position::new(MIDDLE.0, MIDDLE.1).ok()).ok_or(Refusal::Internal)?;
    let stores = queries.stores_near(around, None, None).await?;
    let starts = stores.into_iter().map(|store| Start { name: store.name.to_string(), position: store.position }).collect();
    Ok(NearbyData { day, offers, busy, starts })
}

#[server(prefix = "/api/screens", endpoint = "rider/availability")]
pub async fn set_online(online: bool) -> Result<bool, Failure> {
    let rider = signed_in_as(Role::Rider)?;
    backend()?.riders.set_availability(&rider, online).await?;
    Ok(online)
}

/// `at`: degrees, `37.5667,126.9290`. Answers with the place as it was understood.
#[server(prefix = "/api/screens", endpoint = "rider/position")]
pub async fn set_position(at: String) -> Result<Position, Failure> {
    let rider = signed_in_as(Role::Rider)?;
    let degrees = at.split_once(',').and_then(|(lat, lng)| Some((lat.trim().parse().ok()?, lng.trim().parse().ok()?)));
    let wrong = || Refusal::invalid("/at", "must be a latitude and a longitude, such as 37.5667,126.9290");
    let (lat, lng) = degrees.ok_or_else(wrong)?;
    let position = Position::new(lat, lng).map_err(|_| wrong())?;
    backend()?.riders.set_position(&rider, position).await?;
    Ok(position)
}

/// The first one to claim it has it, and goes on to it.
#[server(prefix = "/api/screens", endpoint = "rider/claim")]
pub async fn claim(order: OrderId, key: CommandId) -> Result<(), Failure> {
    carry_out(Role::Rider, order, key, Command::Claim).await?;
    leptos_axum::redirect("/rider/current", false);
    Ok(())
}
