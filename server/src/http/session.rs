use super::address::Sender;
use app::backend::Visitor;
use axum::http::{HeaderMap, header};
use domain::{Refusal, ports::Accounts};

/// Finds out who is asking, by bearer token or by cookie. A token that is not known (any more) is nobody's: what needs somebody says `401`.
pub(super) async fn visitor(
    sender: Option<&Sender>,
    headers: &HeaderMap,
    path: &str,
    accounts: &dyn Accounts,
    demo: bool,
) -> Result<Visitor, Refusal> {
    let secure = sender.is_some_and(|sender| sender.secure);
    let address = sender.map(|sender| sender.address.to_string()).unwrap_or_default();
    let token = token(headers, secure).filter(|_| !is_a_file(path));
    let account = match token {
        Some(token) => accounts.who(token).await?,
        None => None,
    };
    let token = account.is_some().then(|| token.map(str::to_owned)).flatten();
    Ok(Visitor { account, token, address, secure, demo })
}

/// Scripts, styles, fonts and pictures are everybody's.
pub(super) fn is_a_file(path: &str) -> bool {
    let has_extension = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    path.starts_with("/photos/") || (has_extension && !path.starts_with("/api/"))
}

fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| {
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    });
    // Over HTTPS only the cookie that no other host and no plain HTTP answer can have set.
    let name = if secure { "__Host-hansang_session" } else { "hansang_session" };
    bearer.or_else(|| cookie(headers, name)).filter(|token| !token.is_empty())
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_token_comes_as_bearer_or_as_cookie() {
        assert_eq!(token(&headers(header::AUTHORIZATION, "bearer abc"), false), Some("abc"));
        assert_eq!(token(&headers(header::AUTHORIZATION, "Basic abc"), false), None);
        assert_eq!(token(&headers(header::COOKIE, "lang=ko; hansang_session=abc"), false), Some("abc"));
        assert_eq!(token(&headers(header::COOKIE, "hansang_session="), false), None);
    }

    #[test]
    fn over_https_only_the_cookie_bound_to_this_host_counts() {
        assert_eq!(token(&headers(header::COOKIE, "hansang_session=planted"), true), None);
        assert_eq!(token(&headers(header::COOKIE, "__Host-hansang_session=abc"), true), Some("abc"));
    }

    proptest! {
        #[test]
        fn a_token_is_read_or_there_is_none(
            bearer in proptest::option::of(like(&["Bearer abc", "bearer  a b ", "Basic abc"])),
            cookies in like(&["lang=ko; hansang_session=abc", "__Host-hansang_session=abc", "hansang_session"]),
            secure in any::<bool>(),
        ) {
            let mut headers = HeaderMap::new();
            for (name, text) in [(header::AUTHORIZATION, bearer.unwrap_or_default()), (header::COOKIE, cookies)] {
                if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
                    headers.insert(name, value);
                }
            }
            prop_assert!(token(&headers, secure).is_none_or(|token| !token.is_empty()));
        }
    }
}
