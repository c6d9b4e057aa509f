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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use http::HeaderValue;
    use proptest::prelude::*;

    /// None where no header can hold it.
    fn headers(name: &'static str, text: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
            headers.insert(name, value);
        }
        headers
    }

    proptest! {
        #[test]
        fn a_key_is_read_or_there_is_none(
            value in like(&["Basic dGVzdF9za19zYW5kYm94Og==", "Basic dGVzdA==", "Bearer x"]), key in like(&["test_sk:"]),
        ) {
            for value in [value, format!("Basic {}", BASE64_STANDARD.encode(key))] {
                let _ = secret_key(&headers("authorization", &value));
            }
        }

        #[test]
        fn a_call_is_known_by_its_path_and_key(key in like(&["018f7f4e-8a3b-7c11-9d55-0123456789ab", "한상"]), copies in 1..20_usize) {
            let (uri, key) = (Uri::from_static("/v1/payments/confirm?x=1"), key.repeat(copies));
            match sameness(&uri, &headers("idempotency-key", &key)) {
                Ok(Some(same)) => prop_assert_eq!(same, format!("/v1/payments/confirm {key}")),
                Ok(None) => prop_assert!(HeaderValue::from_bytes(key.as_bytes()).is_err()),
                Err(refusal) => prop_assert_eq!(refusal, Refusal::InvalidIdempotencyKey),
            }
        }
    }
}
