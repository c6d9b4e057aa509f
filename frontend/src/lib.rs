//! Brings the server's HTML to life in the browser.

// A view's type is as deep as the page; a whole page is deeper than the compiler follows by itself.
#![recursion_limit = "1024"]

use leptos::{mount::hydrate_from_async, prelude::document, tachys::dom::body};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the wasm is loaded. When it is done, lazy pages included, `<html>` gets
/// `data-alive`: from then on a click is answered in the browser, not by a new page.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_from_async(body(), app::App).await.forget();
    if let Some(html) = document().document_element() {
        html.set_attribute("data-alive", "").ok();
    }
}
