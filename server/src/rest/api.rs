use super::Answer;
use crate::idempotency::Intention;
use axum::Json;
use domain::{
    Account, OrderId,
    order::Command,
    ports::{Accounts, Catalogue, Commands, Intent, Queries, Riders},
    views::OrderView,
};
use std::sync::Arc;

/// What the handlers ask: the ports, which the screens use as well.
#[derive(Clone)]
pub struct Api {
    pub commands: Arc<dyn Commands>,
    pub queries: Arc<dyn Queries>,
    pub catalogue: Arc<dyn Catalogue>,
    pub accounts: Arc<dyn Accounts>,
    pub riders: Arc<dyn Riders>,
}

impl Api {
    /// A step of an order: carried out once, answered with the order as it then is.
    pub(super) async fn step(
        &self,
        actor: Account,
        order_id: OrderId,
        intention: Intention,
        command: Command,
    ) -> Answer<Json<OrderView>> {
        let intent = Intent { id: intention.command_id(), order_id, actor: actor.into(), command };
        let receipt = self.commands.dispatch(intent).await?;
        Ok(Json(OrderView::from(&receipt.order)))
    }
}
