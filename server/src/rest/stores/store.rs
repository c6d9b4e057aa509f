use crate::rest::{Answer, Api, IdPath};
use axum::{Json, extract::State};
use domain::{StoreId, views::StoreView};

/// A store with its menu.
#[utoipa::path(get, path = "/stores/{id}", tag = "Stores and menus", params(("id" = StoreId, Path)),
    responses((status = 200, body = StoreView)))]
pub(in crate::rest) async fn get(State(api): State<Api>, IdPath(id): IdPath<StoreId>) -> Answer<Json<StoreView>> {
    Ok(Json(api.queries.store(id).await?))
}
