//! Security headers of every answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::use_context};
use leptos_axum::ResponseOptions;
use std::sync::LazyLock;

const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Same origin, but not none: a form without JavaScript finds its way back by the Referer.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Two years, as the preload lists ask for.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// The policy of what has no scripts and styles of its own.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| policy(""));

/// Adds the headers that every answer of the program carries, the REST API's as well. What an answer set itself stays.
pub fn secure(answer: &mut HeaderMap, over_https: bool) {
    answer.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
    for (name, value) in ALWAYS {
        answer.entry(name).or_insert(value);
    }
    if over_https {
        answer.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
}

/// A page is one person's and of this moment, so no browser keeps it, not even for the way back, and runs only the scripts
/// that carry its nonce. Called where a page is rendered, because the nonce is made there.
pub fn secure_page() {
    let Some(answer) = use_context::<ResponseOptions>() else { return };
    answer.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(nonce) = use_nonce() {
        answer.insert_header(header::CONTENT_SECURITY_POLICY, policy(&format!(" 'nonce-{}'", nonce.as_inner())));
    }
}

/// The nonce that a page was rendered with, as its policy has it.
pub fn nonce(page: &HeaderMap) -> Option<&str> {
    let policy = page.get(header::CONTENT_SECURITY_POLICY)?.to_str().ok()?;
    let (_, rest) = policy.split_once("'nonce-")?;
    let (nonce, _) = rest.split_once('\'')?;
    (!nonce.is_empty()).then_some(nonce)
}

/// The content security policy of a page that runs these scripts and no others, each the SHA-256 of its text as base64.
pub fn page_policy(scripts: &[String]) -> HeaderValue {
    policy(&scripts.iter().map(|hash| format!(" 'sha256-{hash}'")).collect::<String>())
}

/// The content security policy with more sources for scripts. Style attributes are allowed because a countdown's ring and a map's pins
/// carry their numbers as custom properties; no page has a `<style>` element.
fn policy(scripts: &str) -> HeaderValue {
    // While cargo-leptos watches, it tells the page to reload through a socket on a port of its own.
    let reload = if std::env::var_os("LEPTOS_WATCH").is_some() { " ws:" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'self'{scripts} 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data: blob:; connect-src 'self'{reload}; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; \
         form-action 'self'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
