use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn NewStorePage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("가게 열기", "Open a store")/>
        <main>
            <h1>{t("가게 열기", "Open a store")}</h1>
        </main>
    }
}
