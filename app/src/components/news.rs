//! What has just happened, shown and announced.

use super::icon::{Glyph, Icon};
use crate::{account::home::sign_in_then, lang, live::Connection};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Says when a live page is not live. The region is always there, so that readers announce what enters it.
#[component]
pub fn ConnectionBanner(#[prop(into)] connection: Signal<Connection>) -> impl IntoView {
    let t = lang::say();
    let here = use_location().pathname;
    let banner = move || {
        let text = match connection.get() {
            Connection::Connected => return None,
            Connection::Lost => {
                view! { {t("연결이 끊겼어요. 다시 잇는 중이에요.", "The connection is lost. We are reconnecting.")} }.into_any()
            }
            Connection::SignedOut => view! {
                <span>
                    {t("로그아웃돼서 새 소식이 오지 않아요. ", "You are signed out, so nothing new arrives. ")}
                    <a href=sign_in_then(&here.get_untracked())>{t("다시 로그인", "Sign in again")}</a>
                </span>
            }
            .into_any(),
        };
        Some(view! { <p class="connection" data-state="lost"><Icon name=Glyph::WifiOff/>{text}</p> })
    };
    view! { <div role="status" class="connection-place">{banner}</div> }
}

/// One passing sentence; empty shows nothing.
#[component]
pub fn Toast(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let toast = move || {
        let text = text.get();
        (!text.is_empty()).then(|| view! { <p class="toast">{text}</p> })
    };
    view! { <div class="toasts" role="status">{toast}</div> }
}

/// Announces a status to screen readers without showing it, whenever it changes.
#[component]
pub fn Announce(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <p class="said" role="status" aria-live="polite">{move || text.get()}</p> }
}
