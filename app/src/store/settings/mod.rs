use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("가게 설정", "Settings")/>
        <main>
            <h1>{t("가게 설정", "Settings")}</h1>
        </main>
    }
}
