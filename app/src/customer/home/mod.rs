use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn HomePage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("우리 동네 맛집", "Near you")/>
        <main>
            <h1>{t("우리 동네 맛집", "Near you")}</h1>
        </main>
    }
}
