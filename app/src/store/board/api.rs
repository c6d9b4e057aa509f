//! The board's server functions. All are for the owner of the order's store only; each of the steps is one command, carried out once
//! however often its form arrives, for its `key` is the command's id.

use super::super::mine::Mine;
use crate::failure::Failure;
use domain::{
    CommandId, OrderId, StoreId, Timestamp,
    order::{EndReason, PrepMinutes},
    views::{OrderView, StoreDay},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    super::tickets::Column,
    crate::backend::{backend, carry_out, signed_in_as},
    domain::{
        Account, PageRequest, Refusal, Role,
        order::Command,
        text::{ParcelText, Reason},
    },
};

/// All that the board shows at first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BoardData {
    pub mine: Mine,
    pub orders: Vec<OrderView>,
    /// Where the store's stream goes on from; empty without a store.
    pub position: String,
    pub day: StoreDay,
    pub now: Timestamp,
}

/// `asked`: the store of the address, if any.
#[server(prefix = "/api/screens", endpoint = "store/board")]
pub async fn load_board(asked: Option<String>) -> Result<BoardData, Failure> {
    let mine = super::super::mine::mine(asked).await?;
    let owner = signed_in_as(Role::Owner)?;
    let (position, orders, day) = match &mine.store {
        // The position first: what changes while the orders are read is told again.
        Some(store) => (
            backend()?.queries.store_position(&owner, store.id).await?,
            board_orders(&owner, store.id).await?,
            board_day(store.id).await?,
        ),
        None => Default::default(),
    };
    Ok(BoardData { mine, orders, position, day, now: crate::clock::now() })
}

/// What hangs on the board now, oldest first.
#[cfg(feature = "ssr")]
async fn board_orders(owner: &Account, store: StoreId) -> Result<Vec<OrderView>, Failure> {
    let queries = backend()?.queries;
    let mut orders = Vec::new();
    let mut page = PageRequest { limit: 100, cursor: None };
    loop {
        let part = queries.store_orders(owner, store, &Column::STATUSES, page).await?;
        orders.extend(part.items);
        match part.next {
            Some(cursor) => page = PageRequest { limit: 100, cursor: Some(cursor) },
            None => return Ok(orders),
        }
    }
}

/// Today's count and sales.
#[server(prefix = "/api/screens", endpoint = "store/board/day")]
pub async fn board_day(store: StoreId) -> Result<StoreDay, Failure> {
    let owner = signed_in_as(Role::Owner)?;
    Ok(backend()?.queries.store_day(&owner, store).await?)
}

#[server(prefix = "/api/screens", endpoint = "store/acceptance")]
pub async fn accept(order: OrderId, key: CommandId, minutes: PrepMinutes) -> Result<OrderView, Failure> {
    carry_out(Role::Owner, order, key, Command::Accept { prep: minutes }).await
}

/// `text` may be empty; it is what the customer reads.
#[server(prefix = "/api/screens", endpoint = "store/rejection")]
pub async fn reject(order: OrderId, key: CommandId, reason: EndReason, text: String) -> Result<OrderView, Failure> {
    if !matches!(reason, EndReason::SoldOut | EndReason::Busy | EndReason::Closing | EndReason::Other) {
        return Err(Refusal::invalid("/reason", "must be sold_out, busy, closing or other").into());
    }
    let text = Reason::optional(&text).map_err(|why| Refusal::invalid("/text", why))?;
    carry_out(Role::Owner, order, key, Command::Reject { reason, text }).await
}

#[server(prefix = "/api/screens", endpoint = "store/cooking-start")]
pub async fn start_cooking(order: OrderId, key: CommandId) -> Result<OrderView, Failure> {
    carry_out(Role::Owner, order, key, Command::StartCooking).await
}

#[server(prefix = "/api/screens", endpoint = "store/cooking-finish")]
pub async fn finish_cooking(order: OrderId, key: CommandId) -> Result<OrderView, Failure> {
    carry_out(Role::Owner, order, key, Command::FinishCooking).await
}

/// Cafés: the customer has come for it.
#[server(prefix = "/api/screens", endpoint = "store/collection")]
pub async fn collect(order: OrderId, key: CommandId) -> Result<OrderView, Failure> {
    carry_out(Role::Owner, order, key, Command::Collect).await
}

/// Meal kits.
#[server(prefix = "/api/screens", endpoint = "store/packing-start")]
pub async fn start_packing(order: OrderId, key: CommandId) -> Result<OrderView, Failure> {
    carry_out(Role::Owner, order, key, Command::StartPacking).await
}

/// Meal kits: the carrier has it.
#[server(prefix = "/api/screens", endpoint = "store/shipment")]
pub async fn ship(order: OrderId, key: CommandId, carrier: String, tracking_no: String) -> Result<OrderView, Failure> {
    let carrier = ParcelText::try_from(carrier).map_err(|why| Refusal::invalid("/carrier", why))?;
    let tracking_no = ParcelText::try_from(tracking_no).map_err(|why| Refusal::invalid("/tracking_no", why))?;
    carry_out(Role::Owner, order, key, Command::Ship { carrier, tracking_no }).await
}

/// Meal kits: the carrier has brought it.
#[server(prefix = "/api/screens", endpoint = "store/drop-off")]
pub async fn drop_off_parcel(order: OrderId, key: CommandId) -> Result<OrderView, Failure> {
    carry_out(Role::Owner, order, key, Command::DropOff).await
}
