use super::Answer;
use crate::idempotency::{Intention, REPLAYED};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    Account, OrderId,
    order::Command,
    ports::{Accounts, Catalogue, Commands, Intent, Queries, Receipt, Riders},
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
    ) -> Answer<Stepped> {
        let intent = Intent { id: intention.command_id(), order_id, actor: actor.into(), command };
        let receipt = self.commands.dispatch(intent).await?;
        Ok(Stepped { status: StatusCode::OK, receipt })
    }
}

/// The order after a step. A step that was made before, and whose saved answer was lost with its process, is answered as a replay too.
pub(super) struct Stepped {
    pub status: StatusCode,
    pub receipt: Receipt,
}

impl IntoResponse for Stepped {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(OrderView::from(&self.receipt.order))).into_response();
        if self.receipt.replayed {
            response.headers_mut().insert(REPLAYED.0, REPLAYED.1);
        }
        response
    }
}
