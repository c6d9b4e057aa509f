use crate::lang;
use leptos::prelude::*;

/// The name over the forms, which leads to the front page.
#[component]
pub fn Wordmark() -> impl IntoView {
    let t = lang::say();
    view! {
        <a class="wordmark" href="/">
            <img src="/favicon.svg" alt="" width="30" height="30"/>
            {t("한상", "Hansang")}
        </a>
    }
}
