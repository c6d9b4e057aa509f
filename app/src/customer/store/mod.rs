use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn StorePage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("메뉴", "Menu")/>
        <main>
            <h1>{t("메뉴", "Menu")}</h1>
        </main>
    }
}
