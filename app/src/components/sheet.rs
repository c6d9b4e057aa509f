//! A sheet over the page: rises from the bottom of a phone, stands in the middle of a desktop.

use super::icon::{Glyph, Icon};
use crate::lang;
use leptos::{ev, html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// `close` is the address behind the sheet: following it closes, so it works without scripts; with them Escape does too.
/// With `id` the sheet is in the page all along and shows while it is the URL's fragment (`<a href="#id">` opens it).
/// Children: a `div.sheet-body` and perhaps a `footer.sheet-foot`, or a form around both with the class `sheet-form`.
#[component]
pub fn Sheet(
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    #[prop(into)] close: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let t = lang::say();
    let targeted = id.is_some();
    let back = close.clone();
    let sheet = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        // A sheet that has just opened takes the focus, so that the next key is meant for it. Failing leaves it where it was.
        if let Some(sheet) = sheet.get().filter(|_| !targeted) {
            let _ = sheet.focus();
        }
    });
    let escape = {
        let (close, navigate) = (close.clone(), use_navigate());
        move |event: ev::KeyboardEvent| {
            if event.key() == "Escape" && !targeted {
                navigate(&close, NavigateOptions { scroll: false, ..Default::default() });
            }
        }
    };
    view! {
        <div class="sheet-layer" id=id data-target=targeted>
            <a class="sheet-scrim" href=back data-noscroll=true tabindex="-1" aria-hidden="true"></a>
            <section
                class="sheet"
                data-wide=wide
                role="dialog"
                aria-modal="true"
                aria-label=label
                tabindex="-1"
                node_ref=sheet
                on:keydown=escape
            >
                <a class="icon-button sheet-close" data-kind="floating" href=close data-noscroll=true aria-label=t("닫기", "Close")>
                    <Icon name=Glyph::X/>
                </a>
                {children()}
            </section>
        </div>
    }
}
