use crate::failure::Failure;
use domain::{
    Address, Timestamp,
    store::StoreKind,
    views::{OrderView, StoreSummary, TopItem},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is asked of home: all, one kind, or what is ordered most; and words to look for.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Wanted {
    pub kind: Option<StoreKind>,
    pub popular: bool,
    pub search: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Home {
    pub address: Address,
    pub stores: Vec<StoreSummary>,
    /// The most ordered, most first; empty on a fresh installation.
    pub top: Vec<TopItem>,
    /// The visitor's own orders that are under way.
    pub running: Vec<OrderView>,
    /// How many pieces are in the visitor's cart.
    pub in_cart: u32,
    pub now: Timestamp,
}

/// Stores and favourites around the visitor's address, and their own orders under way. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/home")]
pub async fn load_home(kind: Option<StoreKind>, popular: bool, search: Option<String>) -> Result<Home, Failure> {
    use crate::{
        backend::backend,
        clock,
        customer::{address, cart},
    };
    use domain::ports::TopBy;

    let address = address::kept::read()?;
    let queries = backend()?.queries;
    let limit = if popular { 30 } else { 10 };
    let search = search.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    Ok(Home {
        stores: queries.stores_near(address.position, kind, search).await?,
        top: queries.top_items(TopBy::Orders, Some(address.position), limit).await?,
        running: running().await?,
        in_cart: cart::kept::read().map_or(0, |cart| cart.count()),
        now: clock::now(),
        address,
    })
}

#[cfg(feature = "ssr")]
async fn running() -> Result<Vec<OrderView>, Failure> {
    use crate::backend::{backend, visitor};
    use domain::{PageRequest, Role};

    let Some(customer) = visitor().account.filter(|account| account.role == Role::Customer) else { return Ok(Vec::new()) };
    let newest = backend()?.queries.orders(&customer, PageRequest::default()).await?;
    Ok(newest.items.into_iter().filter(|order| !order.status.is_final()).collect())
}
