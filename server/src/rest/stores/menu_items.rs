use crate::{
    idempotency::Intention,
    rest::{Answer, Api, IdPath, Json, Owner},
};
use axum::{extract::State, http::StatusCode};
use domain::{StoreId, store::NewMenuItem, views::MenuItemView};

/// Put an item on the menu.
#[utoipa::path(post, path = "/stores/{id}/menu-items", tag = "Stores and menus", params(("id" = StoreId, Path)),
    request_body = NewMenuItem, responses((status = 201, body = MenuItemView)), security(("session" = ["owner"])))]
pub(in crate::rest) async fn add(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(store): IdPath<StoreId>,
    intention: Intention,
    Json(item): Json<NewMenuItem>,
) -> Answer<(StatusCode, axum::Json<MenuItemView>)> {
    let item = api.catalogue.add_item(&actor, store, intention.menu_item_id(), item).await?;
    Ok((StatusCode::CREATED, axum::Json(item)))
}
