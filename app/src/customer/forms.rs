//! Answers to forms, which arrive in two ways: by the browser itself, or by our own script.

use axum::http::{header::ACCEPT, request::Parts};
use leptos::prelude::use_context;

/// Where a form that the browser sent by itself lands. Our own script gets its answer as data, and decides there.
pub fn plain_form_goes_to(path: &str) {
    let request = use_context::<Parts>();
    let accepted = request.as_ref().and_then(|request| request.headers.get(ACCEPT)).and_then(|accept| accept.to_str().ok());
    if accepted.is_some_and(|accepted| accepted.contains("text/html")) {
        leptos_axum::redirect(path, false);
    }
}
