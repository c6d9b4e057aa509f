//! The rider's places and what stands over each of them.

use super::outbox::{Outbox, WaitingTaps};
use crate::{
    account::sign_out::SignOutButton,
    components::{Glyph, Place, TabBar},
    lang::{self, LanguageSwitch},
};
use leptos::prelude::*;

/// One of the rider's pages; `children` is what is in its `<main>`.
#[component]
pub fn RiderPage(
    /// The delivery in hand, where the primary button has the thumb and the tabs step aside.
    #[prop(optional)]
    job: bool,
    children: Children,
) -> impl IntoView {
    let t = lang::say();
    let places = vec![
        Place::new("/rider", Glyph::List, t("배달", "Deliveries")).exact(),
        Place::new("/rider/current", Glyph::Navigation, t("진행 중", "Current")),
        Place::new("/rider/earnings", Glyph::Wallet, t("수입", "Earnings")),
    ];
    let outbox = use_context::<Outbox>();
    view! {
        <TabBar places home="/rider">
            <LanguageSwitch/>
            <SignOutButton/>
        </TabBar>
        <main class=if job { "page job" } else { "page rider" } data-wide=!job>
            {outbox.map(|outbox| view! { <WaitingTaps outbox/> })}
            {children()}
        </main>
    }
}
