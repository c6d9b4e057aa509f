use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Json, Rider, Stepped},
};
use axum::extract::State;
use domain::{OrderId, order::Command, views::OrderView};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(in crate::rest) struct Pickup {
    /// The order's number as it stands on the bag: `B-4821`.
    number: String,
}

/// Take the food along. The wrong bag's number is `422`.
#[utoipa::path(post, path = "/deliveries/{order_id}/pickup", tag = "Deliveries", params(("order_id" = OrderId, Path)),
    request_body = Pickup, responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["rider"])))]
pub(in crate::rest) async fn pick_up(
    State(api): State<Api>,
    Rider(actor): Rider,
    IdPath(order): IdPath<OrderId>,
    intention: Intention,
    Json(form): Json<Pickup>,
) -> Answer<Stepped> {
    api.step(actor, order, intention, Command::PickUp { number: form.number }).await
}
