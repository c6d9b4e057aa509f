use super::{Answer, Api, Query, SignedIn, paging::Paging};
use axum::{Json, extract::State};
use domain::{Page, views::NotificationView};

/// What one was told, newest first.
#[utoipa::path(get, path = "/notifications", tag = "Notifications", params(Paging),
    responses((status = 200, body = Page<NotificationView>)), security(("session" = [])))]
pub(super) async fn list(
    State(api): State<Api>,
    SignedIn(actor): SignedIn,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<NotificationView>>> {
    Ok(Json(api.queries.notifications(&actor, paging.request()?).await?))
}
