use crate::failure::Failure;
use domain::{StoreId, views::StoreView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoreHere {
    pub store: StoreView,
    /// From the visitor's address, in metres.
    pub distance_m: u32,
    /// Whether the store delivers there.
    pub in_reach: bool,
}

/// A store with its menu, as seen from the visitor's address. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/store")]
pub async fn load_store(id: StoreId) -> Result<StoreHere, Failure> {
    use crate::{backend::backend, customer::address};

    let store = backend()?.queries.store(id).await?;
    let place = address::kept::read()?.position;
    Ok(StoreHere { distance_m: store.address.position.metres_to(place), in_reach: store.is_in_reach_of(place), store })
}
