//! For owners.

use super::super::typed::TypedStore;
use crate::failure::Failure;
use domain::{StoreId, Timestamp, store::StoreKind};
use leptos::prelude::*;

/// Whether this visitor may open a store; the time tells today's weekday.
#[server(prefix = "/api/screens", endpoint = "store/new")]
pub async fn may_open() -> Result<Timestamp, Failure> {
    crate::backend::signed_in_as(domain::Role::Owner)?;
    Ok(crate::clock::now())
}

/// Opens a store and goes on to its menu. Its id is the form's `key`, so a form that arrives twice opens one.
#[server(prefix = "/api/screens", endpoint = "store/open")]
pub async fn open_store(key: StoreId, kind: StoreKind, store: TypedStore) -> Result<(), Failure> {
    use crate::backend::{backend, signed_in_as};

    let owner = signed_in_as(domain::Role::Owner)?;
    let opened = backend()?.catalogue.open_store(&owner, key, store.into_new(kind)?).await?;
    leptos_axum::redirect(&format!("/store/menu?store={}", opened.id), false);
    Ok(())
}
