use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn SignUpPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("회원가입", "Sign up")/>
        <main>
            <h1>{t("회원가입", "Sign up")}</h1>
        </main>
    }
}
