//! What stands in a page's place when its data was refused.

use super::{home::sign_in_then, sign_out::SignOutButton};
use crate::{
    components::{EmptyState, ErrorState},
    failure::Failure,
    lang,
};
use domain::Refusal;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_location};

/// Sends those who are not signed in to the sign-in page and back; tells the others what is the matter.
#[component]
pub fn Sorry(failure: Failure) -> impl IntoView {
    match failure {
        Failure::Refused(Refusal::Unauthenticated) => {
            let location = use_location();
            let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
            let here = if search.is_empty() { path } else { format!("{path}?{search}") };
            view! { <Redirect path=sign_in_then(&here)/> }.into_any()
        }
        Failure::Refused(Refusal::Forbidden) => view! { <OtherAccount/> }.into_any(),
        Failure::Refused(Refusal::NotFound) => view! { <NothingHere/> }.into_any(),
        failure => view! { <ErrorState failure/> }.into_any(),
    }
}

#[component]
fn OtherAccount() -> impl IntoView {
    let t = lang::say();
    view! {
        <EmptyState
            art="no-entry"
            page=true
            title=t("이 계정으로는 볼 수 없어요", "This is not for your account")
            text=t("다른 계정으로 로그인하면 볼 수 있어요.", "Sign in with another account to see it.")
        >
            <SignOutButton/>
        </EmptyState>
    }
}

#[component]
fn NothingHere() -> impl IntoView {
    let t = lang::say();
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=t("찾으시는 것이 없어요", "Nothing here for you")/>
        <EmptyState
            art="magnifier"
            page=true
            title=t("찾으시는 것이 없어요", "There is nothing here for you")
            text=t("지워졌거나 다른 계정의 것일 수 있어요.", "It may be gone, or belong to somebody else.")
        >
            <a class="button" href="/">{t("처음으로", "To the start")}</a>
        </EmptyState>
    }
}
