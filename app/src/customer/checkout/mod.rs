use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn CheckoutPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("주문하기", "Checkout")/>
        <main>
            <h1>{t("주문하기", "Checkout")}</h1>
        </main>
    }
}
