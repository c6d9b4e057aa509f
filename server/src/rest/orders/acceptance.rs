use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Json, Owner, Stepped},
};
use axum::extract::State;
use domain::{
    OrderId,
    order::{Command, PrepMinutes},
    views::OrderView,
};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(in crate::rest) struct AcceptForm {
    /// Minutes until it is ready, 1 to 180.
    #[schema(value_type = u8, minimum = 1, maximum = 180)]
    prep_minutes: PrepMinutes,
}

/// Accept a paid order.
#[utoipa::path(post, path = "/orders/{id}/acceptance", tag = "Orders, as the store", params(("id" = OrderId, Path)),
    request_body = AcceptForm, responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["owner"])))]
pub(in crate::rest) async fn accept(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
    Json(form): Json<AcceptForm>,
) -> Answer<Stepped> {
    api.step(actor, id, intention, Command::Accept { prep: form.prep_minutes }).await
}
