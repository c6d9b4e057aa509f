use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Json, Owner, Stepped},
};
use axum::extract::State;
use domain::{OrderId, order::Command, text::ParcelText, views::OrderView};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(in crate::rest) struct ShipForm {
    carrier: ParcelText,
    tracking_no: ParcelText,
}

/// A meal kit is on its way.
#[utoipa::path(post, path = "/orders/{id}/shipment", tag = "Orders, as the store", params(("id" = OrderId, Path)),
    request_body = ShipForm, responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["owner"])))]
pub(in crate::rest) async fn ship(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
    Json(form): Json<ShipForm>,
) -> Answer<Stepped> {
    api.step(actor, id, intention, Command::Ship { carrier: form.carrier, tracking_no: form.tracking_no }).await
}
