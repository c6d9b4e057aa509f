//! For the owner of the store only.

use super::super::mine::Mine;
use super::typed::{KeptItem, TypedItem};
use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::failure::kept::Form;
use domain::{MenuItemId, StoreId, views::MenuItemView};
use leptos::{
    prelude::*,
    server_fn::codec::{MultipartData, MultipartFormData},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::backend::{backend, signed_in_as},
    domain::{
        Refusal, Role,
        store::{MAX_PHOTO, MenuItemChange, Patch, SoldOut},
    },
};

/// An item, kept when it is refused.
#[cfg(feature = "ssr")]
const FORM: Form = Form { cookie: "menu_item", page: "/store/menu" };

/// What the menu's page shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MenuData {
    /// The stores, and the one whose menu it is.
    pub mine: Mine,
    /// What was typed into the form that the page is the answer to.
    pub kept: Option<KeptItem>,
}

#[server(prefix = "/api/screens", endpoint = "store/menu")]
pub async fn load_menu(asked: Option<String>) -> Result<MenuData, Failure> {
    let kept = FORM.kept::<AddItem, _>().or_else(|| FORM.kept::<ChangeItem, _>());
    Ok(MenuData { mine: super::super::mine::mine(asked).await?, kept })
}

/// Puts an item on the menu. Its id is the form's `key`, so a form that arrives twice makes one item.
#[server(prefix = "/api/screens", endpoint = "store/item/add")]
pub async fn add_item(store: StoreId, key: MenuItemId, item: TypedItem) -> Result<MenuItemView, Failure> {
    let kept = KeptItem { of: None, typed: item.clone() };
    let added = async {
        let owner = signed_in_as(Role::Owner)?;
        let added = backend()?.catalogue.add_item(&owner, store, key, item.into_new()?).await?;
        leptos_axum::redirect(&format!("/store/menu?item={}", added.id), false);
        Ok(added)
    };
    added.await.inspect_err(|_| keep(kept))
}

#[server(prefix = "/api/screens", endpoint = "store/item/change")]
pub async fn change_item(id: MenuItemId, item: TypedItem) -> Result<MenuItemView, Failure> {
    let kept = KeptItem { of: Some(id), typed: item.clone() };
    let changed = async {
        let owner = signed_in_as(Role::Owner)?;
        Ok(backend()?.catalogue.change_item(&owner, id, item.into_change()?).await?)
    };
    changed.await.inspect_err(|_| keep(kept))
}

/// If it is too much with its options, then without them.
#[cfg(feature = "ssr")]
fn keep(mut item: KeptItem) {
    if !FORM.keep(&item) {
        item.typed.groups.clear();
        FORM.keep(&item);
    }
}

/// `until`: `1h`, `today` (until midnight in Seoul), `forever`, or `back`.
#[server(prefix = "/api/screens", endpoint = "store/item/sold-out")]
pub async fn sell_out(id: MenuItemId, until: String) -> Result<MenuItemView, Failure> {
    let owner = signed_in_as(Role::Owner)?;
    let now = crate::clock::now();
    let sold_out_until = match until.as_str() {
        "1h" => Patch::Set(SoldOut::Until(now.plus_minutes(60))),
        "today" => Patch::Set(SoldOut::Until(now.start_of_day_in_seoul().plus_minutes(24 * 60))),
        "forever" => Patch::Set(SoldOut::Forever),
        "back" => Patch::Clear,
        _ => return Err(Refusal::invalid("/until", "must be 1h, today, forever or back").into()),
    };
    let change = MenuItemChange { sold_out_until, ..MenuItemChange::default() };
    Ok(backend()?.catalogue.change_item(&owner, id, change).await?)
}

/// How many are left now.
#[server(prefix = "/api/screens", endpoint = "store/item/stock")]
pub async fn set_stock(id: MenuItemId, stock: u32) -> Result<MenuItemView, Failure> {
    let owner = signed_in_as(Role::Owner)?;
    let change = MenuItemChange { stock: Patch::Set(stock), ..MenuItemChange::default() };
    Ok(backend()?.catalogue.change_item(&owner, id, change).await?)
}

/// The fields `id` and `photo`: a JPEG, PNG or WebP file of at most [`domain::store::MAX_PHOTO`] bytes.
#[server(prefix = "/api/screens", endpoint = "store/item/photo", input = MultipartFormData)]
pub async fn upload_photo(data: MultipartData) -> Result<MenuItemView, Failure> {
    let owner = signed_in_as(Role::Owner)?;
    let mut fields = data.into_inner().ok_or(Refusal::Internal)?;
    let (mut id, mut photo) = (None, Vec::new());
    let broken = |_| Refusal::Malformed("the form could not be read".to_owned());
    while let Some(mut field) = fields.next_field().await.map_err(broken)? {
        match field.name() {
            Some("id") => id = field.text().await.map_err(broken)?.parse::<MenuItemId>().ok(),
            Some("photo") => {
                while let Some(chunk) = field.chunk().await.map_err(broken)? {
                    if photo.len() + chunk.len() > MAX_PHOTO {
                        return Err(Refusal::TooLarge.into());
                    }
                    photo.extend_from_slice(&chunk);
                }
            }
            _ => {}
        }
    }
    let id = id.ok_or_else(|| Refusal::invalid("/id", "must be an item's id"))?;
    Ok(backend()?.catalogue.set_photo(&owner, id, photo).await?)
}
