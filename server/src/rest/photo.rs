use super::{Answer, Api, IdPath, Owner, Problem, json};
use axum::{
    Json,
    extract::{Request, State},
    http::header,
};
use domain::{MenuItemId, Refusal, views::MenuItemView};

/// Put a photo on an item: a JPEG, PNG or WebP file of at most 8 MiB.
#[utoipa::path(put, path = "/menu-items/{id}/photo", tag = "Stores and menus", params(("id" = MenuItemId, Path)),
    request_body(content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"))),
    responses((status = 200, body = MenuItemView)), security(("session" = ["owner"])))]
pub(super) async fn put(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(id): IdPath<MenuItemId>,
    request: Request,
) -> Answer<Json<MenuItemView>> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("image/") {
        return Err(Problem(Refusal::UnsupportedMediaType));
    }
    let image = json::read(request, &()).await?;
    Ok(Json(api.catalogue.set_photo(&actor, id, image.into()).await?))
}
