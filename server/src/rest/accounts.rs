use super::{Answer, Api, Json};
use crate::idempotency::Intention;
use app::backend::Visitor;
use axum::{Extension, extract::State, http::StatusCode};
use domain::{
    Role,
    account::{Email, Password, Phone},
    ports::NewAccount,
    text::Name,
    views::AccountView,
};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(super) struct SignUp {
    email: Email,
    /// 10 to 128 characters.
    #[schema(value_type = String, format = Password, min_length = 10, max_length = 128)]
    password: Password,
    name: Name,
    phone: Phone,
    /// `customer`, `owner` or `rider`.
    role: Role,
}

/// Sign up.
#[utoipa::path(post, path = "/accounts", tag = "Accounts", request_body = SignUp,
    responses((status = 201, body = AccountView), (status = 409, description = "`email_taken`")))]
pub(super) async fn sign_up(
    State(api): State<Api>,
    Extension(visitor): Extension<Visitor>,
    intention: Intention,
    Json(form): Json<SignUp>,
) -> Answer<(StatusCode, axum::Json<AccountView>)> {
    let SignUp { email, password, name, phone, role } = form;
    let new = NewAccount { email, password, name, phone, role };
    let account = api.accounts.sign_up(intention.account_id(), new, &visitor.address).await?;
    Ok((StatusCode::CREATED, axum::Json(account)))
}
