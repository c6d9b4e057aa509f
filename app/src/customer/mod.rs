//! A customer's pages.

pub mod address;
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
use leptos::prelude::*;
use leptos_router::components::Outlet;

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
            <a class="address-button" href="/address">
                <Icon name=Glyph::MapPin/>
                <span>{t("주소", "Address")}</span>
            </a>
            <a class="icon-button" href="/cart" aria-label=t("장바구니", "Cart")>
                <Icon name=Glyph::Cart/>
            </a>
        </TabBar>
        <Outlet/>
    }
}
