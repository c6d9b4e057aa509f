//! A sheet over the page: rises from the bottom of a phone, stands in the middle of a desktop.

use super::icon::{Glyph, Icon};
use crate::lang;
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use web_sys::HtmlElement;

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
        let Some(sheet) = sheet.get().filter(|_| !targeted) else { return };
        // A sheet that has just opened takes the focus, so that the next key is meant for it. Failing leaves it where it was.
        let opener = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let _ = sheet.focus();
        on_cleanup(move || {
            // The page behind takes no focus before the sheet has gone.
            if let Some(opener) = opener {
                let _ = request_animation_frame(move || drop(opener.focus()));
            }
        });
    });
    let pressed = {
        let (close, navigate) = (close.clone(), use_navigate());
        move |event: ev::KeyboardEvent| match (event.key().as_str(), sheet.get()) {
            ("Escape", _) if !targeted => navigate(&close, NavigateOptions { scroll: false, ..Default::default() }),
            ("Tab", Some(sheet)) => stay_within(&sheet, &event),
            _ => {}
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
                on:keydown=pressed
            >
                <a class="icon-button sheet-close" data-kind="floating" href=close data-noscroll=true aria-label=t("닫기", "Close")>
                    <Icon name=Glyph::X/>
                </a>
                {children()}
            </section>
        </div>
    }
}

/// What the Tab key reaches.
const REACHABLE: &str =
    "a[href]:not([tabindex='-1']), button:not([disabled]), input:not([type=hidden]), select, textarea, summary";

/// From the last on to the first and back, as in every dialog: what lies behind is not to be used now.
fn stay_within(sheet: &HtmlElement, event: &ev::KeyboardEvent) {
    let Ok(found) = sheet.query_selector_all(REACHABLE) else { return };
    let reachable = (0..found.length()).filter_map(|index| found.get(index)?.dyn_into::<HtmlElement>().ok());
    let shown: Vec<HtmlElement> = reachable.filter(|element| element.offset_width() > 0).collect();
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return };
    let focused = document().active_element();
    let at = |element: &HtmlElement| focused.as_ref().is_some_and(|focused| focused.is_same_node(Some(element)));
    let next = match event.shift_key() {
        true if at(first) || at(sheet) => last,
        false if at(last) => first,
        _ => return,
    };
    event.prevent_default();
    let _ = next.focus();
}
