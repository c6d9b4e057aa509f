use crate::rest::{Answer, Api, Customer, Query, paging::Paging};
use axum::{Json, extract::State};
use domain::{Page, views::OrderView};

/// One's own orders, newest first.
#[utoipa::path(get, path = "/orders", tag = "Orders, as the customer", params(Paging),
    responses((status = 200, body = Page<OrderView>)), security(("session" = ["customer"])))]
pub(in crate::rest) async fn list(
    State(api): State<Api>,
    Customer(actor): Customer,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<OrderView>>> {
    Ok(Json(api.queries.orders(&actor, paging.request()?).await?))
}
