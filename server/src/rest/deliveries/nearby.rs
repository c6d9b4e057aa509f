use crate::rest::{Answer, Api, Query, Rider, paging::Paging, query::At};
use axum::{Json, extract::State};
use domain::{Page, views::DeliveryView};

/// What is ready and unclaimed, nearest first; without a place, from where one was last.
#[utoipa::path(get, path = "/deliveries", tag = "Deliveries", params(At, Paging),
    responses((status = 200, body = Page<DeliveryView>)), security(("session" = ["rider"])))]
pub(in crate::rest) async fn list(
    State(api): State<Api>,
    Rider(actor): Rider,
    Query(at): Query<At>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<DeliveryView>>> {
    let deliveries = api.queries.deliveries_near(&actor, at.optional()?).await?;
    Ok(Json(paging.slice(deliveries)?))
}
