use super::{Answer, Api, SignedIn};
use axum::{Json, extract::State};
use domain::views::Me;

/// One's own account.
#[utoipa::path(get, path = "/me", tag = "Accounts", responses((status = 200, body = Me)), security(("session" = [])))]
pub(super) async fn me(State(api): State<Api>, SignedIn(actor): SignedIn) -> Answer<Json<Me>> {
    Ok(Json(api.accounts.me(&actor).await?))
}
