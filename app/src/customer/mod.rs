//! A customer's pages.

pub mod address;
mod cards;
pub mod cart;
pub mod checkout;
#[cfg(feature = "ssr")]
mod cookies;
#[cfg(feature = "ssr")]
mod forms;
pub mod home;
pub mod inbox;
pub mod me;
pub mod orders;
mod payment;
mod progress;
pub mod store;
pub mod tracking;

use crate::{
    components::{Glyph, Icon, Place, TabBar},
    lang,
};
use address::my_address;
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

/// What stands around each of these pages.
#[component]
pub fn CustomerArea() -> impl IntoView {
    let t = lang::say();
    let places = vec![
        Place::new("/", Glyph::House, t("홈", "Home")).exact(),
        Place::new("/orders", Glyph::Receipt, t("주문", "Orders")),
        Place::new("/inbox", Glyph::Bell, t("알림", "Inbox")),
        Place::new("/me", Glyph::User, t("마이", "Me")),
    ];
    view! {
        <TabBar places>
            <AddressButton/>
            <a class="icon-button" href="/cart" aria-label=t("장바구니", "Cart")>
                <Icon name=Glyph::Cart/>
            </a>
        </TabBar>
        <Outlet/>
    }
}

/// Where food goes, in the bar of a desktop.
#[component]
fn AddressButton() -> impl IntoView {
    let path = use_location().pathname;
    // It changes on its own page only, so it is looked at again when one comes from there.
    let changing = Memo::new(move |_| path.with(|path| path == "/address"));
    let address = Resource::new_blocking(move || changing.get(), |_| my_address());
    let line = move || Suspend::new(async move { address.await.map(|address| address.line.to_string()).unwrap_or_default() });
    view! {
        <a class="address-button" href="/address">
            <Icon name=Glyph::MapPin/>
            <span><Transition>{line}</Transition></span>
        </a>
    }
}
