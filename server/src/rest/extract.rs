use super::Problem;
use app::backend::Visitor;
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::{Account, Refusal};
use std::str::FromStr;

/// Whoever is signed in; nobody is `401`. The middleware that knows sessions has put the visitor into the request.
pub struct SignedIn(pub Account);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<SignedIn, Problem> {
        let visitor = parts.extensions.get::<Visitor>();
        let account = visitor.and_then(|visitor| visitor.account.clone());
        account.map(SignedIn).ok_or(Problem(Refusal::Unauthenticated))
    }
}

/// The one id in a path. What is no id names nothing: `404`.
pub struct IdPath<T>(pub T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for IdPath<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<IdPath<T>, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem(Refusal::NotFound))?;
        text.parse().map(IdPath).map_err(|_| Problem(Refusal::NotFound))
    }
}
