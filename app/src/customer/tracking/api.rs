use crate::failure::Failure;
use domain::{OrderId, Timestamp, views::OrderView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tracked {
    pub order: OrderView,
    pub now: Timestamp,
}

/// One order. For those concerned with it.
#[server(prefix = "/api/screens", endpoint = "customer/order")]
pub async fn load_order(id: OrderId) -> Result<Tracked, Failure> {
    use crate::{
        backend::{backend, signed_in},
        clock,
    };

    let order = backend()?.queries.order(&signed_in()?, id).await?;
    Ok(Tracked { order, now: clock::now() })
}

/// Cancels an order that is not being made yet. Its customer only.
#[server(prefix = "/api/screens", endpoint = "customer/order/cancellation")]
pub async fn cancel_order(key: Uuid, id: OrderId, #[server(default)] reason: String) -> Result<OrderView, Failure> {
    use domain::{Refusal, order::Command, text::Reason};

    let reason = Reason::optional(&reason).map_err(|unfit| Refusal::invalid("/reason", unfit))?;
    dispatch(key, id, Command::Cancel { reason }).await
}

/// Says that the food has come. Its customer only.
#[server(prefix = "/api/screens", endpoint = "customer/order/receipt")]
pub async fn confirm_receipt(key: Uuid, id: OrderId) -> Result<OrderView, Failure> {
    dispatch(key, id, domain::order::Command::ConfirmReceipt).await
}

/// Pays an order that is held because payment was busy. Its customer only.
#[server(prefix = "/api/screens", endpoint = "customer/order/payment")]
pub async fn pay_held(key: Uuid, id: OrderId, card: String) -> Result<OrderView, Failure> {
    use crate::customer::cart::kept;
    use domain::{Refusal, order::Command, text::CardToken};

    let card = CardToken::try_from(card).map_err(|unfit| Refusal::invalid("/payment/token", unfit))?;
    let order = dispatch(key, id, Command::Pay { card }).await?;
    if kept::key() == Some(id.0) {
        kept::clear();
    }
    Ok(order)
}

#[cfg(feature = "ssr")]
async fn dispatch(key: Uuid, order_id: OrderId, command: domain::order::Command) -> Result<OrderView, Failure> {
    use crate::{
        backend::{backend, signed_in_as},
        customer::forms::plain_form_goes_to,
        key::of_chance,
    };
    use domain::{CommandId, Role, ports::Intent};

    let actor = signed_in_as(Role::Customer)?.into();
    let receipt = backend()?.commands.dispatch(Intent { id: CommandId(of_chance(key)?), order_id, actor, command }).await?;
    plain_form_goes_to(&format!("/orders/{order_id}"));
    Ok(OrderView::from(&receipt.order))
}
