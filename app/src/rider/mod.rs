//! A rider's pages.

pub mod current;
pub mod earnings;
pub mod nearby;

use leptos::prelude::*;
use leptos_router::components::Outlet;

/// What stands around each of these pages.
#[component]
pub fn RiderArea() -> impl IntoView {
    view! { <Outlet/> }
}
