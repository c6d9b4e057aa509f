use crate::rest::{Answer, Api, IdPath, SignedIn};
use axum::{Json, extract::State};
use domain::{OrderId, Page, views::EventView};

/// An order's whole history, for whomever it concerns.
#[utoipa::path(get, path = "/orders/{id}/events", tag = "Orders, as the customer", params(("id" = OrderId, Path)),
    responses((status = 200, body = Page<EventView>)), security(("session" = [])))]
pub(in crate::rest) async fn list(
    State(api): State<Api>,
    SignedIn(actor): SignedIn,
    IdPath(id): IdPath<OrderId>,
) -> Answer<Json<Page<EventView>>> {
    Ok(Json(Page::whole(api.queries.order_events(&actor, id).await?)))
}
