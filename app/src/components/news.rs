//! What has just happened, shown and announced.

use super::icon::{Glyph, Icon};
use crate::lang;
use leptos::prelude::*;

/// Says when a live page is not live. The region is always there, so that readers announce what enters it.
#[component]
pub fn ConnectionBanner(#[prop(into)] lost: Signal<bool>) -> impl IntoView {
    let t = lang::say();
    let banner = move || {
        lost.get().then(|| {
            view! {
                <p class="connection" data-state="lost">
                    <Icon name=Glyph::WifiOff/>
                    {t("연결이 끊겼어요. 다시 잇는 중이에요.", "The connection is lost. We are reconnecting.")}
                </p>
            }
        })
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
