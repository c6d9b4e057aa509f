//! Which of an owner's stores a page is about.

#[cfg(feature = "ssr")]
use crate::failure::Failure;
use domain::views::{StoreSummary, StoreView};
use serde::{Deserialize, Serialize};

/// An owner's stores and the one in hand; none before the first is opened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mine {
    pub stores: Vec<StoreSummary>,
    pub store: Option<StoreView>,
}

/// The store that the address asks for, else the one of the last visit (a cookie remembers), else the first.
#[cfg(feature = "ssr")]
pub async fn mine(asked: Option<String>) -> Result<Mine, Failure> {
    use crate::backend::{backend, signed_in_as};
    use domain::{Refusal, Role, StoreId};

    let owner = signed_in_as(Role::Owner)?;
    let queries = backend()?.queries;
    let stores = queries.my_stores(&owner).await?;
    let owned = |id: StoreId| stores.iter().find(|store| store.id == id).map(|store| store.id);
    let chosen = match asked.filter(|asked| !asked.is_empty()) {
        Some(asked) => Some(asked.parse().ok().and_then(owned).ok_or(Refusal::NotFound)?),
        None => remembered().and_then(owned).or(stores.first().map(|store| store.id)),
    };
    let store = match chosen {
        Some(id) => {
            remember(id);
            Some(queries.store(id).await?)
        }
        None => None,
    };
    Ok(Mine { stores, store })
}

#[cfg(feature = "ssr")]
const COOKIE: &str = "store";

#[cfg(feature = "ssr")]
fn remembered() -> Option<domain::StoreId> {
    let request = leptos::prelude::use_context::<axum::http::request::Parts>()?;
    crate::lang::cookie(&request.headers, COOKIE)?.parse().ok()
}

#[cfg(feature = "ssr")]
fn remember(id: domain::StoreId) {
    crate::account::session::set_cookie(&format!("{COOKIE}={id}; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"));
}
