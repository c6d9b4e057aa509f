//! For the owner of the store only.

use super::super::{
    mine::Mine,
    typed::{KeptStore, TypedStore},
};
use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::failure::kept::Form;
use domain::{StoreId, Timestamp, views::StoreView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A store, kept when it is refused.
#[cfg(feature = "ssr")]
const FORM: Form = Form { cookie: "store_settings", page: "/store/settings" };

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettingsData {
    pub mine: Mine,
    pub now: Timestamp,
    /// What was typed into the form that the page is the answer to.
    pub kept: Option<KeptStore>,
}

#[server(prefix = "/api/screens", endpoint = "store/settings")]
pub async fn load_settings(asked: Option<String>) -> Result<SettingsData, Failure> {
    let kept = FORM.kept::<ChangeStore, _>();
    Ok(SettingsData { mine: super::super::mine::mine(asked).await?, now: crate::clock::now(), kept })
}

#[server(prefix = "/api/screens", endpoint = "store/settings/change")]
pub async fn change_store(id: StoreId, store: TypedStore) -> Result<StoreView, Failure> {
    use crate::backend::{backend, signed_in_as};

    let store = store.without_blanks();
    let kept = KeptStore { of: id, typed: store.clone() };
    let changed = async {
        let owner = signed_in_as(domain::Role::Owner)?;
        Ok(backend()?.catalogue.change_store(&owner, id, store.into_change()?).await?)
    };
    changed.await.inspect_err(|_| {
        FORM.keep(&kept);
    })
}
