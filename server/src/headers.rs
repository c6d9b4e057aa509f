//! Security headers of every answer.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
};
use leptos::{nonce::use_nonce, prelude::use_context};
use leptos_axum::ResponseOptions;
use tower_http::set_header::SetResponseHeaderLayer;

/// Adds the headers that every answer of the program carries, the REST API's as well. What an answer set itself stays.
pub fn secured(router: Router) -> Router {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy("")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        // Same origin, but not none: a form without JavaScript finds its way back by the Referer.
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    ];
    headers.into_iter().fold(router, |router, (name, value)| router.layer(SetResponseHeaderLayer::if_not_present(name, value)))
}

/// A page is one person's and of this moment, and runs only the scripts that carry its nonce. Called where a page is
/// rendered, because the nonce is made there.
pub fn secure_page() {
    let Some(answer) = use_context::<ResponseOptions>() else { return };
    answer.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Some(nonce) = use_nonce() {
        answer.insert_header(header::CONTENT_SECURITY_POLICY, page_policy(nonce.as_inner()));
    }
}

/// The content security policy of a page whose scripts carry this nonce.
pub fn page_policy(nonce: &str) -> HeaderValue {
    policy(&format!(" 'nonce-{nonce}'"))
}

/// The content security policy with one more source for scripts and styles. Style attributes are allowed because a
/// countdown's ring and a map's pins carry their numbers as custom properties; a `<style>` element needs the nonce.
fn policy(nonce: &str) -> HeaderValue {
    // While cargo-leptos watches, it tells the page to reload through a socket on a port of its own.
    let reload = if std::env::var_os("LEPTOS_WATCH").is_some() { " ws:" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'{nonce}; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'{reload}; object-src 'none'; \
         frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
