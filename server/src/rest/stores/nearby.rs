use crate::rest::{Answer, Api, Query, paging::Paging, query::At};
use axum::{Json, extract::State};
use domain::{Page, store::StoreKind, views::StoreSummary};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct Filter {
    #[param(inline)]
    kind: Option<StoreKind>,
    /// Words of a store's name or menu.
    q: Option<String>,
}

/// Stores that deliver to a place, open ones first, then nearest first.
#[utoipa::path(get, path = "/stores", tag = "Stores and menus", params(At, Filter, Paging),
    responses((status = 200, body = Page<StoreSummary>)))]
pub(in crate::rest) async fn list(
    State(api): State<Api>,
    Query(at): Query<At>,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<StoreSummary>>> {
    let stores = api.queries.stores_near(at.required()?, filter.kind, filter.q).await?;
    Ok(Json(paging.slice(stores)?))
}
