use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn NearbyPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("근처 배달", "Nearby")/>
        <main>
            <h1>{t("근처 배달", "Nearby")}</h1>
        </main>
    }
}
