//! A customer's pages.

pub mod address;
pub mod cart;
pub mod checkout;
pub mod home;
pub mod inbox;
pub mod me;
pub mod orders;
pub mod store;
pub mod tracking;

use leptos::prelude::*;
use leptos_router::components::Outlet;

/// What stands around each of these pages.
#[component]
pub fn CustomerArea() -> impl IntoView {
    view! { <Outlet/> }
}
