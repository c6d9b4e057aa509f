use super::{Answer, Api, IdPath, Json, Owner};
use axum::extract::State;
use domain::{MenuItemId, store::MenuItemChange, views::MenuItemView};

/// Change an item. What is left out stays; `stock: null` is unlimited, `sold_out_until: null` not sold out.
#[utoipa::path(patch, path = "/menu-items/{id}", tag = "Stores and menus", params(("id" = MenuItemId, Path)),
    request_body = MenuItemChange, responses((status = 200, body = MenuItemView)), security(("session" = ["owner"])))]
pub(super) async fn change(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<MenuItemId>,
    Json(change): Json<MenuItemChange>,
) -> Answer<axum::Json<MenuItemView>> {
    Ok(axum::Json(api.catalogue.change_item(&actor, id, change).await?))
}
