use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn CurrentPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("지금 배달", "Current")/>
        <main>
            <h1>{t("지금 배달", "Current")}</h1>
        </main>
    }
}
