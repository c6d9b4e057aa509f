use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Json, Owner, Stepped},
};
use axum::extract::State;
use domain::{
    OrderId,
    order::{Command, EndReason},
    text::{Reason, blank_is_none},
    views::OrderView,
};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(in crate::rest) struct RejectForm {
    reason: Why,
    #[serde(default, deserialize_with = "blank_is_none")]
    #[schema(value_type = Option<String>, max_length = 200)]
    text: Option<Reason>,
}

/// The reasons that a store may have; an order ends for others, too.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Why {
    SoldOut,
    Busy,
    Closing,
    Other,
}

impl From<Why> for EndReason {
    fn from(why: Why) -> EndReason {
        match why {
            Why::SoldOut => EndReason::SoldOut,
            Why::Busy => EndReason::Busy,
            Why::Closing => EndReason::Closing,
            Why::Other => EndReason::Other,
        }
    }
}

/// Turn a paid order down; the money goes back.
#[utoipa::path(post, path = "/orders/{id}/rejection", tag = "Orders, as the store", params(("id" = OrderId, Path)),
    request_body = RejectForm, responses((status = 200, body = OrderView), (status = 409, description = "`wrong_status`")),
    security(("session" = ["owner"])))]
pub(in crate::rest) async fn reject(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<OrderId>,
    intention: Intention,
    Json(form): Json<RejectForm>,
) -> Answer<Stepped> {
    api.step(actor, id, intention, Command::Reject { reason: form.reason.into(), text: form.text }).await
}
