use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn MePage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("내 정보", "Me")/>
        <main>
            <h1>{t("내 정보", "Me")}</h1>
        </main>
    }
}
