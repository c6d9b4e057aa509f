use crate::{
    idempotency::Intention,
    rest::{Answer, Api, Customer, IdPath, Stepped},
};
use axum::extract::State;
use domain::{OrderId, order::Command, views::OrderView};

/// Confirm that it has arrived.
#[utoipa::path(post, path = "/orders/{id}/receipt", tag = "Orders, as the customer", params(("id" = OrderId, Path)),
    responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["customer"])))]
pub(in crate::rest) async fn confirm(
    State(api): State<Api>,
    Customer(actor): Customer,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
) -> Answer<Stepped> {
    api.step(actor, id, intention, Command::ConfirmReceipt).await
}
