use super::Problem;
use app::backend::Visitor;
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::{Account, Refusal, Role};
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

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        pub struct $name(pub Account);

        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<$name, Problem> {
                let SignedIn(account) = SignedIn::from_request_parts(parts, state).await?;
                if account.role == Role::$name { Ok($name(account)) } else { Err(Problem(Refusal::Forbidden)) }
            }
        }
    )* };
}

// Roles come before bodies in a handler's arguments: who may not do something is not told what is wrong with how they asked.
roles! {
    /// A signed-in customer; another role is `403`.
    Customer
    /// A signed-in owner of stores; another role is `403`.
    Owner
    /// A signed-in rider; another role is `403`.
    Rider
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
