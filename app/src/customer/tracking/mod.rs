use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn TrackingPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("주문 현황", "Your order")/>
        <main>
            <h1>{t("주문 현황", "Your order")}</h1>
        </main>
    }
}
