use super::Position;
use crate::log::Change;
use async_trait::async_trait;
use domain::{OrderId, StoreId, order::Order};
use std::sync::Arc;

/// An order on a store's board that has changed, and the last place in the log that the board knows of it.
pub struct Touched {
    pub order: OrderId,
    pub part: i64,
    pub seq: i64,
}

/// Where streams read from; SQLite and PostgreSQL each have one.
#[async_trait]
pub trait LiveSource: Send + Sync {
    /// The whole of an order's history.
    async fn history(&self, order: OrderId) -> Result<Vec<Arc<Change>>, sqlx::Error>;
    /// The store's orders that changed after a position.
    async fn touched(&self, store: StoreId, since: &Position) -> Result<Vec<Touched>, sqlx::Error>;
    /// The store's orders that have not ended, oldest first.
    async fn open_orders(&self, store: StoreId) -> Result<Vec<Order>, sqlx::Error>;
    /// How far the store's board has come.
    async fn position(&self, store: StoreId) -> Result<Position, sqlx::Error>;
}
