//! A store's console.

pub mod board;
mod console;
mod fields;
mod hours;
pub mod menu;
mod mine;
mod mode;
pub mod new_store;
pub mod settings;
mod typed;
mod won;

use leptos::prelude::*;
use leptos_router::components::Outlet;

/// What stands around each of these pages: nothing but the page, which knows its store.
#[component]
pub fn StoreArea() -> impl IntoView {
    view! { <Outlet/> }
}
