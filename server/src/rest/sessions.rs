use super::{Answer, Api, Json, SignedIn};
use app::backend::Visitor;
use axum::{Extension, extract::State, http::StatusCode};
use domain::{account::Email, views};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(super) struct SignIn {
    email: Email,
    #[schema(format = Password)]
    password: String,
}

/// Sign in. The same request under the same `Idempotency-Key` is answered with the same token, until the server starts anew.
#[utoipa::path(post, path = "/sessions", tag = "Accounts", request_body = SignIn, responses(
    (status = 201, body = views::SignedIn),
    (status = 401, description = "`wrong_credentials`"),
    (status = 429, description = "`too_many_requests`: too many failed for this account or from this address"),
))]
pub(super) async fn sign_in(
    State(api): State<Api>,
    Extension(visitor): Extension<Visitor>,
    Json(form): Json<SignIn>,
) -> Answer<(StatusCode, axum::Json<views::SignedIn>)> {
    let session = api.accounts.sign_in(&form.email, &form.password, &visitor.address).await?;
    Ok((StatusCode::CREATED, axum::Json(session)))
}

/// Sign out. The token is dead at once.
#[utoipa::path(delete, path = "/sessions/current", tag = "Accounts", responses((status = 204)), security(("session" = [])))]
pub(super) async fn sign_out(
    State(api): State<Api>,
    SignedIn(_): SignedIn,
    Extension(visitor): Extension<Visitor>,
) -> Answer<StatusCode> {
    if let Some(token) = &visitor.token {
        api.accounts.sign_out(token).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
