use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn SignInPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("로그인", "Sign in")/>
        <main>
            <h1>{t("로그인", "Sign in")}</h1>
        </main>
    }
}
