use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn MenuPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("메뉴 관리", "Menu")/>
        <main>
            <h1>{t("메뉴 관리", "Menu")}</h1>
        </main>
    }
}
