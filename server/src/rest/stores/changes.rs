use crate::rest::{Answer, Api, IdPath, Json, Owner};
use axum::extract::State;
use domain::{StoreId, store::StoreChange, views::StoreView};

/// Change a store. What is left out stays; an empty list of hours is always open.
#[utoipa::path(patch, path = "/stores/{id}", tag = "Stores and menus", params(("id" = StoreId, Path)), request_body = StoreChange,
    responses((status = 200, body = StoreView)), security(("session" = ["owner"])))]
pub(in crate::rest) async fn change(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<StoreId>,
    Json(change): Json<StoreChange>,
) -> Answer<axum::Json<StoreView>> {
    Ok(axum::Json(api.catalogue.change_store(&actor, id, change).await?))
}
