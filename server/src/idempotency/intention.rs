use super::Owned;
use crate::{derived::derived_id, rest::Problem};
use app::backend::Visitor;
use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderMap, Method, Uri, request::Parts},
};
use domain::{AccountId, CommandId, MenuItemId, OrderId, Problem as FieldProblem, Refusal, StoreId, refusal::ProblemCode};
use uuid::Uuid;

/// The most characters that an `Idempotency-Key` may have.
pub const MAX_KEY: usize = 255;

/// What one request wants, however often it is sent: the ids of what it makes follow from the account, the request and its key.
/// Without a key each request is a new intention.
#[derive(Debug, Clone, Copy)]
pub struct Intention {
    id: Uuid,
    keyed: bool,
}

impl Intention {
    pub fn command_id(self) -> CommandId {
        CommandId(self.id)
    }

    pub fn account_id(self) -> AccountId {
        AccountId(self.id)
    }

    pub fn store_id(self) -> StoreId {
        StoreId(self.id)
    }

    pub fn menu_item_id(self) -> MenuItemId {
        MenuItemId(self.id)
    }

    /// For an order a key is required: an order must never be made twice.
    pub fn order_id(self) -> Result<OrderId, Problem> {
        if self.keyed { Ok(OrderId(derived_id(&[self.id.as_bytes(), b"order"]))) } else { Err(Problem(key_is_missing())) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Intention {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Intention, Problem> {
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or_default();
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        Ok(match owned_key(&parts.headers, &visitor)? {
            Some(owned) => Intention { id: intended(&owned, &parts.method, uri), keyed: true },
            None => Intention { id: Uuid::now_v7(), keyed: false },
        })
    }
}

fn intended(owned: &Owned, method: &Method, uri: &Uri) -> Uuid {
    derived_id(&[owned.account.as_bytes(), method.as_str().as_bytes(), uri.path().as_bytes(), owned.key.as_bytes()])
}

/// The key that came with a request and whose it is.
pub(super) fn owned_key(headers: &HeaderMap, visitor: &Visitor) -> Result<Option<Owned>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=MAX_KEY).contains(&key.len())).ok_or_else(key_is_invalid)?;
    Ok(Some(match &visitor.account {
        Some(account) => Owned { account: account.id.0, key: key.to_owned() },
        None => Owned { account: Uuid::nil(), key: format!("{key} {}", visitor.address) },
    }))
}

fn key_is_missing() -> Refusal {
    let detail = "This request needs an Idempotency-Key header, 1 to 255 characters, new for each new order.";
    Refusal::Invalid(vec![FieldProblem::new("/Idempotency-Key", ProblemCode::Required, detail)])
}

fn key_is_invalid() -> Problem {
    Problem(Refusal::invalid("/Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters."))
}
