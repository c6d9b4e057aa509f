//! The browser's session cookie. Over HTTPS its name has the prefix `__Host-`, which browsers let no other host and no plain
//! connection set (RFC 6265bis, section 4.1.3.2); over plain HTTP they would refuse that one.

use axum::http::{HeaderValue, header::SET_COOKIE};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

pub const COOKIE: &str = "hansang_session";
pub const SECURE_COOKIE: &str = "__Host-hansang_session";

/// Thirty days, in seconds; the server ends a session earlier when it likes.
const LIFETIME: u32 = 30 * 86_400;

/// Gives the browser a session.
pub fn begin(token: &str, secure: bool) {
    match secure {
        true => set_cookie(&format!("{SECURE_COOKIE}={token}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age={LIFETIME}")),
        false => set_cookie(&format!("{COOKIE}={token}; HttpOnly; SameSite=Lax; Path=/; Max-Age={LIFETIME}")),
    }
}

/// Takes it away again, whichever way it was given.
pub fn end() {
    set_cookie(&format!("{COOKIE}=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"));
    set_cookie(&format!("{SECURE_COOKIE}=; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"));
}

/// Adds a `Set-Cookie` to the answer. A value that no header may carry is left out: tokens never have one.
pub fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(SET_COOKIE, value);
    }
}
