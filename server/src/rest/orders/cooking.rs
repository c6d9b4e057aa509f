use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Owner, Stepped},
};
use axum::extract::State;
use domain::{OrderId, order::Command, views::OrderView};

/// Start to cook; from now on the customer cannot cancel.
#[utoipa::path(post, path = "/orders/{id}/cooking-start", tag = "Orders, as the store", params(("id" = OrderId, Path)),
    responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["owner"])))]
pub(in crate::rest) async fn start(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
) -> Answer<Stepped> {
    api.step(actor, id, intention, Command::StartCooking).await
}

/// Done: riders see it, or the customer may come.
#[utoipa::path(post, path = "/orders/{id}/cooking-finish", tag = "Orders, as the store", params(("id" = OrderId, Path)),
    responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["owner"])))]
pub(in crate::rest) async fn finish(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
) -> Answer<Stepped> {
    api.step(actor, id, intention, Command::FinishCooking).await
}
