use crate::{
    idempotency::Intention,
    rest::{Answer, Api, Json, Owner},
};
use axum::{extract::State, http::StatusCode};
use domain::{store::NewStore, views::StoreView};

/// Open a store.
#[utoipa::path(post, path = "/stores", tag = "Stores and menus", request_body = NewStore,
    responses((status = 201, body = StoreView)), security(("session" = ["owner"])))]
pub(in crate::rest) async fn open(
    State(api): State<Api>,
    Owner(actor): Owner,
    intention: Intention,
    Json(store): Json<NewStore>,
) -> Answer<(StatusCode, axum::Json<StoreView>)> {
    let store = api.catalogue.open_store(&actor, intention.store_id(), store).await?;
    Ok((StatusCode::CREATED, axum::Json(store)))
}
