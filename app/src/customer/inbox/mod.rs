use leptos::prelude::*;
use leptos_meta::Title;

use crate::lang;

#[component]
pub fn InboxPage() -> impl IntoView {
    let t = lang::say();
    view! {
        <Title text=t("알림", "Inbox")/>
        <main>
            <h1>{t("알림", "Inbox")}</h1>
        </main>
    }
}
