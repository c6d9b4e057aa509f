use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn BoardPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("주문 현황", "Orders")/>
        <main>
            <h1>{t("주문 현황", "Orders")}</h1>
        </main>
    }
}
