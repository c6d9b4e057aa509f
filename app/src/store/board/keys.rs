//! Number keys: 1 to 4 choose the minutes of the order in hand and go to its accept button; Enter accepts.

use super::ticket::Desk;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlElement;

pub fn use_number_keys(desk: Desk) {
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            let typing = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlElement>().ok())
                .is_some_and(|target| is_typed_into(&target));
            let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
            let Some(at) = ["1", "2", "3", "4"].iter().position(|key| *key == event.key()) else { return };
            if typing || modified || desk.next.get_untracked().is_none() {
                return;
            }
            desk.chosen.set(at);
            focus_accept();
        });
        on_cleanup(move || keys.remove());
    });
}

/// Radio buttons are no text: a number may choose another one of them.
fn is_typed_into(target: &HtmlElement) -> bool {
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => target.get_attribute("type").as_deref() != Some("radio"),
        _ => false,
    }
}

fn focus_accept() {
    let button = document().query_selector(".ticket[data-next] .accept").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // Where the focus stays put, a tap still accepts.
        let _ = button.focus();
    }
}
