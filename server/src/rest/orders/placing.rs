use crate::{
    idempotency::Intention,
    rest::{Answer, Api, Customer, Json, Stepped},
};
use axum::{extract::State, http::StatusCode};
use domain::{
    Address, StoreId,
    order::{Command, LineRequest, PaymentStatus, PlaceOrder},
    ports::{Intent, Receipt},
    text::{CardToken, Note, blank_is_none},
    views::OrderView,
};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(in crate::rest) struct PlaceForm {
    store_id: StoreId,
    lines: Vec<LineRequest>,
    /// Where to; a café's order needs none.
    address: Option<Address>,
    #[serde(default, deserialize_with = "blank_is_none")]
    #[schema(value_type = Option<String>, max_length = 200)]
    note: Option<Note>,
    payment: PaymentForm,
}

#[derive(Deserialize, ToSchema)]
pub(in crate::rest) struct PaymentForm {
    #[allow(dead_code, reason = "parsing it is all: there is one method")]
    method: PaymentMethod,
    /// A saved card at the payment gateway, never a card number.
    pub token: CardToken,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PaymentMethod {
    Card,
}

/// Place an order and pay it. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/orders", tag = "Orders, as the customer", request_body = PlaceForm, responses(
    (status = 201, description = "paid", body = OrderView),
    (status = 202, description = "placed; whether it is paid is being looked up (`payment.status` is `unknown`)", body = OrderView),
    (status = 402, description = "`payment_declined`, with `order_id`; nothing was charged, the stock is back"),
    (status = 409, description = "`cannot_order`, with `errors` a line (`sold_out`, `out_of_stock`, `price_changed`, `unknown_item`, \
     `bad_choice`) or for the order (`store_closed`, `below_minimum`, `out_of_area`); `wrong_status` if it ended before it was paid: what was \
     charged goes back"),
    (status = 503, description = "`payment_busy`, with `order_id` and `hold_until`: the order is held; the same key tries again"),
), security(("session" = ["customer"])))]
pub(in crate::rest) async fn place(
    State(api): State<Api>,
    Customer(actor): Customer,
    intention: Intention,
    Json(form): Json<PlaceForm>,
) -> Answer<Stepped> {
    let PlaceForm { store_id, lines, address, note, payment } = form;
    let command = Command::Place(PlaceOrder { store_id, lines, address, note, card: payment.token });
    let order_id = intention.order_id()?;
    let receipt = api.commands.dispatch(Intent { id: intention.command_id(), order_id, actor: actor.into(), command }).await?;
    Ok(paid(receipt))
}

/// Created, or accepted while nobody knows whether the card was charged.
pub(in crate::rest) fn paid(receipt: Receipt) -> Stepped {
    let open = matches!(receipt.order.payment.status, PaymentStatus::Unknown | PaymentStatus::Pending);
    Stepped { status: if open { StatusCode::ACCEPTED } else { StatusCode::CREATED }, receipt }
}
