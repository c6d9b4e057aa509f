//! A store's console.

pub mod board;
pub mod menu;
pub mod new_store;
pub mod settings;

use leptos::prelude::*;
use leptos_router::components::Outlet;

/// What stands around each of these pages.
#[component]
pub fn StoreArea() -> impl IntoView {
    view! { <Outlet/> }
}
