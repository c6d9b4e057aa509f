use axum::{
    extract::Request,
    http::{HeaderMap, Method, Uri, header},
};
use domain::Refusal;

/// No other site may make a visitor's browser change anything. Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in
/// `Origin`; what says neither is no browser. A bearer token without cookies is nothing that a browser adds by itself.
/// (Filippo Valsorda, "Cross-Site Request Forgery", 2025: the algorithm of Go's `net/http.CrossOriginProtection`.)
pub(super) fn refuse_other_sites(request: &Request) -> Result<(), Refusal> {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE);
    if changes && comes_from_elsewhere(request.headers(), request.uri()) {
        tracing::warn!("a request from another site was refused");
        return Err(Refusal::Forbidden);
    }
    Ok(())
}

/// From here on nobody knows what host was asked for: Leptos finds pages by host and path put together, so the host `x/stores/8?` would make
/// one page of another, and the next visitors might get it.
pub(super) fn forget_the_host(request: &mut Request) {
    request.headers_mut().remove(header::HOST);
    let path = request.uri().path_and_query().cloned();
    *request.uri_mut() = path.map_or_else(|| Uri::from_static("/"), Uri::from);
}

fn comes_from_elsewhere(headers: &HeaderMap, uri: &Uri) -> bool {
    if headers.contains_key(header::AUTHORIZATION) && !headers.contains_key(header::COOKIE) {
        return false;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return false };
    let host = text("host").or(uri.authority().map(|authority| authority.as_str())).filter(|host| !host.is_empty());
    // `null` (a sandboxed frame, a redirect) has no host and is elsewhere, and so is everybody where we have none.
    origin.split_once("://").is_none_or(|(_, own)| Some(own) != host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use axum::http::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    fn elsewhere(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        comes_from_elsewhere(&headers.collect(), &Uri::from_static("/api/v1/orders"))
    }

    #[test]
    fn only_our_own_pages_change_anything() {
        assert!(!elsewhere(&[("sec-fetch-site", "same-origin"), ("cookie", "hansang_session=x")]));
        assert!(!elsewhere(&[("sec-fetch-site", "none")]), "typed by the person");
        assert!(elsewhere(&[("sec-fetch-site", "cross-site")]));
        assert!(elsewhere(&[("sec-fetch-site", "same-site")]), "another port or name beside ours");
        assert!(!elsewhere(&[("origin", "http://127.0.0.1:8088"), ("host", "127.0.0.1:8088")]));
        assert!(elsewhere(&[("origin", "http://127.0.0.1:8089"), ("host", "127.0.0.1:8088")]));
        assert!(elsewhere(&[("origin", "null"), ("host", "127.0.0.1:8088")]));
        assert!(elsewhere(&[("origin", "null")]) && elsewhere(&[("origin", "http://"), ("host", "")]));
    }

    #[test]
    fn no_host_makes_one_page_of_another() {
        for (uri, host) in [("/stores/7?item=1", "x/stores/8?"), ("/stores/7?item=1", ""), ("file://c:/stores/7?item=1", "x")] {
            let mut request = Request::get(uri).header(header::HOST, host).body(axum::body::Body::empty()).unwrap();
            forget_the_host(&mut request);
            assert_eq!(request.uri().to_string(), "/stores/7?item=1");
            assert!(!request.headers().contains_key(header::HOST));
        }
    }

    #[test]
    fn programs_are_no_browsers() {
        assert!(!elsewhere(&[]));
        assert!(!elsewhere(&[("authorization", "Bearer x"), ("sec-fetch-site", "cross-site")]));
        assert!(elsewhere(&[("authorization", "Bearer x"), ("cookie", "hansang_session=x"), ("sec-fetch-site", "cross-site")]));
    }

    proptest! {
        #[test]
        fn whatever_else_it_says_a_browser_of_another_site_is_elsewhere(
            origin in like(&["http://127.0.0.1:8088", "null", "://"]), host in like(&["127.0.0.1:8088"]), cross in any::<bool>(),
        ) {
            let mut headers = HeaderMap::new();
            for (name, text) in [("origin", &origin), ("host", &host)] {
                if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
                    headers.insert(name, value);
                }
            }
            if cross {
                headers.insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
            }
            let elsewhere = comes_from_elsewhere(&headers, &Uri::from_static("/api/v1/orders"));
            prop_assert!(elsewhere || !cross);
            prop_assert!(elsewhere || !headers.contains_key("origin") || origin.ends_with(&host));
        }
    }
}
