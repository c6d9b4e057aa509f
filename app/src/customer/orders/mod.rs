use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn OrdersPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("주문 내역", "Your orders")/>
        <main>
            <h1>{t("주문 내역", "Your orders")}</h1>
        </main>
    }
}
