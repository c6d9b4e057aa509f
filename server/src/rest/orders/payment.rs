use super::placing::{PaymentForm, paid};
use crate::{
    idempotency::Intention,
    rest::{Answer, Api, Customer, IdPath, Json, Stepped},
};
use axum::extract::State;
use domain::{OrderId, order::Command, views::OrderView};

/// Pay an order that is held because payment was busy.
#[utoipa::path(post, path = "/orders/{id}/payment", tag = "Orders, as the customer", params(("id" = OrderId, Path)),
    request_body = PaymentForm, responses(
    (status = 201, description = "paid", body = OrderView),
    (status = 202, description = "whether it is paid is being looked up", body = OrderView),
    (status = 402, description = "`payment_declined`"),
    (status = 409, description = "`wrong_status`"),
    (status = 503, description = "`payment_busy`: still held"),
), security(("session" = ["customer"])))]
pub(in crate::rest) async fn pay(
    State(api): State<Api>,
    Customer(actor): Customer,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
    Json(form): Json<PaymentForm>,
) -> Answer<Stepped> {
    let Stepped { receipt, .. } = api.step(actor, id, intention, Command::Pay { card: form.token }).await?;
    Ok(paid(receipt))
}
