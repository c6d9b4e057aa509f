use crate::rest::{Answer, Api, IdPath, SignedIn};
use axum::{Json, extract::State};
use domain::{OrderId, views::OrderView};

/// An order, for whomever it concerns: its customer, its store's owner once it is paid, its rider once it is claimed, operators.
#[utoipa::path(get, path = "/orders/{id}", tag = "Orders, as the customer", params(("id" = OrderId, Path)),
    responses((status = 200, body = OrderView)), security(("session" = [])))]
pub(in crate::rest) async fn get(
    State(api): State<Api>,
    SignedIn(actor): SignedIn,
    IdPath(id): IdPath<OrderId>,
) -> Answer<Json<OrderView>> {
    Ok(Json(api.queries.order(&actor, id).await?))
}
