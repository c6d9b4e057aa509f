use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn CartPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("장바구니", "Cart")/>
        <main>
            <h1>{t("장바구니", "Cart")}</h1>
        </main>
    }
}
