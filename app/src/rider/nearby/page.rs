use super::{api::load_nearby, nearby_view::NearbyView};
use crate::{account::sorry::Sorry, components::CardsComing, lang, rider::frame::RiderPage};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/rider`.
#[component]
pub fn NearbyPage() -> impl IntoView {
    let t = lang::say();
    let nearby = Resource::new_blocking(|| (), |_| load_nearby());
    let page = move || {
        Suspend::new(async move {
            match nearby.await {
                Ok(data) => view! { <NearbyView data/> }.into_any(),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("가까운 배달", "Deliveries nearby")/>
        <RiderPage><Suspense fallback=|| view! { <CardsComing/> }>{page}</Suspense></RiderPage>
    }
}
