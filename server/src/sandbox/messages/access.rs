//! Who may call: whoever signs with the sandbox's key. A real key has no business here.

use super::problem::Problem;
use crate::sandbox::{ACCESS_KEY, SIGNING_KEY};
use axum::{
    extract::{OriginalUri, Request},
    middleware::Next,
    response::Response,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, Method, Uri};
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

/// A signature is good for five minutes, in milliseconds.
const GOOD_FOR: u128 = 300_000;

pub async fn signed_calls_only(OriginalUri(uri): OriginalUri, request: Request, next: Next) -> Result<Response, Problem> {
    if is_signed(&uri, request.method(), request.headers()) { Ok(next.run(request).await) } else { Err(Problem::Unauthorized) }
}

fn is_signed(uri: &Uri, method: &Method, headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (at, key) = (header("x-ncp-apigw-timestamp"), header("x-ncp-iam-access-key"));
    let target = uri.path_and_query().map_or("", |target| target.as_str());
    let signature = BASE64_STANDARD.decode(header("x-ncp-apigw-signature-v2")).unwrap_or_default();
    key == ACCESS_KEY && is_now(at) && is_ours(&format!("{method} {target}\n{at}\n{key}"), &signature)
}

fn is_now(at: &str) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    at.parse::<u128>().is_ok_and(|at| at.abs_diff(now) <= GOOD_FOR)
}

fn is_ours(signed: &str, signature: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(SIGNING_KEY.as_bytes()) else { return false };
    mac.update(signed.as_bytes());
    mac.verify_slice(signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use http::HeaderValue;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nobody_signs_by_chance(
            at in like(&["1795167000000", "-1"]),
            key in like(&[ACCESS_KEY]),
            signed in like(&["BjOI3eCvawYwN/hUWyhhzmGIctqmkhD9wLUGcD6TjBU="]),
        ) {
            let mut headers = HeaderMap::new();
            for (name, text) in [("x-ncp-apigw-timestamp", at), ("x-ncp-iam-access-key", key), ("x-ncp-apigw-signature-v2", signed)] {
                if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
                    headers.insert(name, value);
                }
            }
            prop_assert!(!is_signed(&Uri::from_static("/alimtalk/v2/services/s/messages?x=1"), &Method::POST, &headers));
        }
    }
}
