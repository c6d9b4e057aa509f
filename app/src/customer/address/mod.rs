use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn AddressPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("주소", "Address")/>
        <main>
            <h1>{t("주소", "Address")}</h1>
        </main>
    }
}
