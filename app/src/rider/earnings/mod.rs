use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn EarningsPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("오늘 수입", "Earnings")/>
        <main>
            <h1>{t("오늘 수입", "Earnings")}</h1>
        </main>
    }
}
