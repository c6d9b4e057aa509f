use crate::rest::{Answer, Api, Query, Rider, paging::Paging};
use axum::{Json, extract::State};
use domain::{Page, views::MyDelivery};

/// One's own: those under way, then those done, newest first.
#[utoipa::path(get, path = "/deliveries/mine", tag = "Deliveries", params(Paging),
    responses((status = 200, body = Page<MyDelivery>)), security(("session" = ["rider"])))]
pub(in crate::rest) async fn list(
    State(api): State<Api>,
    Rider(actor): Rider,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<MyDelivery>>> {
    Ok(Json(api.queries.my_deliveries(&actor, paging.request()?).await?))
}
