//! For the owner of the store only.

use super::super::{mine::Mine, typed::TypedStore};
use crate::failure::Failure;
use domain::{StoreId, Timestamp, views::StoreView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettingsData {
    pub mine: Mine,
    pub now: Timestamp,
}

#[server(prefix = "/api/screens", endpoint = "store/settings")]
pub async fn load_settings(asked: Option<String>) -> Result<SettingsData, Failure> {
    Ok(SettingsData { mine: super::super::mine::mine(asked).await?, now: crate::clock::now() })
}

#[server(prefix = "/api/screens", endpoint = "store/settings/change")]
pub async fn change_store(id: StoreId, store: TypedStore) -> Result<StoreView, Failure> {
    use crate::backend::{backend, signed_in_as};

    let owner = signed_in_as(domain::Role::Owner)?;
    Ok(backend()?.catalogue.change_store(&owner, id, store.into_change()?).await?)
}
