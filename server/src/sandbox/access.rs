//! Who may call, and how a call is told from its repetition.

use super::refusal::Refusal;
use axum::{extract::Request, middleware::Next, response::Response};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::{HeaderMap, Uri, header::AUTHORIZATION};
use serde::de::DeserializeOwned;

/// Basic auth with `secret_key:`. A live key has no business here, so sending one is refused like a wrong one.
pub async fn test_keys_only(request: Request, next: Next) -> Result<Response, Refusal> {
    let secret = secret_key(request.headers()).ok_or(Refusal::IncorrectBasicAuthFormat)?;
    if !secret.starts_with("test_sk") {
        return Err(Refusal::UnauthorizedKey);
    }
    Ok(next.run(request).await)
}

fn secret_key(headers: &HeaderMap) -> Option<String> {
    let encoded = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded).ok()?).ok()?;
    decoded.strip_suffix(':').map(str::to_owned)
}

/// What makes two calls the same one: address and `Idempotency-Key`, of at most 300 characters. Without a key every call is new.
/// (<https://docs.tosspayments.com/reference/using-api/authorization>; the fifteen days after which a key is forgotten there are unlimited here.)
pub fn sameness(uri: &Uri, headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    match key.to_str() {
        Ok(key) if key.len() <= 300 => Ok(Some(format!("{} {key}", uri.path()))),
        _ => Err(Refusal::InvalidIdempotencyKey),
    }
}

pub fn form<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|_| Refusal::InvalidRequest)
}
