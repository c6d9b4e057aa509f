use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Json, Problem, SignedIn, Stepped},
};
use axum::extract::State;
use domain::{
    OrderId, Refusal, Role,
    order::Command,
    text::{Reason, blank_is_none},
    views::OrderView,
};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, Default, ToSchema)]
pub(in crate::rest) struct CancelForm {
    #[serde(default, deserialize_with = "blank_is_none")]
    #[schema(value_type = Option<String>, max_length = 200)]
    reason: Option<Reason>,
}

/// Cancel an order: as its customer until cooking or packing has started, as an operator until the food has left the store.
#[utoipa::path(post, path = "/orders/{id}/cancellation", tag = "Orders, as the customer", params(("id" = OrderId, Path)),
    request_body = CancelForm, responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["customer", "operator"])))]
pub(in crate::rest) async fn cancel(
    State(api): State<Api>,
    SignedIn(actor): SignedIn,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
    form: Option<Json<CancelForm>>,
) -> Answer<Stepped> {
    if !matches!(actor.role, Role::Customer | Role::Operator) {
        return Err(Problem(Refusal::Forbidden));
    }
    let reason = form.and_then(|Json(form)| form.reason);
    api.step(actor, id, intention, Command::Cancel { reason }).await
}
