use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Rider, Stepped},
};
use axum::extract::State;
use domain::{OrderId, order::Command, views::OrderView};

/// Take a delivery. One rider wins.
#[utoipa::path(post, path = "/deliveries/{order_id}/claim", tag = "Deliveries", params(("order_id" = OrderId, Path)),
    responses((status = 200, body = OrderView), (status = 409, description = "`already_claimed`, or `wrong_status`")),
    security(("session" = ["rider"])))]
pub(in crate::rest) async fn claim(
    State(api): State<Api>,
    Rider(actor): Rider,
    IdPath(order): IdPath<OrderId>,
    intention: Intention,
) -> Answer<Stepped> {
    api.step(actor, order, intention, Command::Claim).await
}
