//! What everybody sees who is not signed in and has nothing in the cart, the stores nearby and their menus, is rendered once a second,
//! not once a visitor: when a store is talked about, its page costs next to nothing.
//!
//! Everything of a request that such a page looks at is in its [`Key`]; whatever else comes along, it is rendered anew. Each visitor
//! still gets a nonce of their own.

use crate::headers::page_policy;
use app::backend::Visitor;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header, response::Parts},
    middleware::Next,
    response::Response,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How old a page may be. Whether what it shows is still so is found out when it is ordered.
const FRESH: Duration = Duration::from_secs(1);
/// More pages than this are not kept at once, nor longer ones.
const PAGES: usize = 256;
const LONGEST: usize = 512 * 1024;

/// The only cookies that these pages read besides the cart and the session.
const TASTES: [&str; 3] = ["address", "lang", "theme"];

#[derive(Clone, Default)]
pub struct SharedPages(Arc<Mutex<HashMap<Key, Arc<Page>>>>);

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    /// Path and query.
    address: String,
    cookies: Vec<u8>,
    secure: bool,
}

struct Page {
    rendered: Instant,
    head: Parts,
    /// Between two pieces stands the nonce.
    pieces: Vec<Bytes>,
}

/// Answers with the page as it was rendered a moment ago, if it was.
pub async fn share(State(pages): State<SharedPages>, request: Request, next: Next) -> Response {
    let Some(key) = Key::of(&request) else { return next.run(request).await };
    if let Some(page) = pages.get(&key) {
        return page.answer();
    }
    let answer = next.run(request).await;
    match Page::of(answer).await {
        Ok(page) => {
            let page = Arc::new(page);
            pages.keep(key, page.clone());
            page.answer()
        }
        Err(answer) => answer,
    }
}

impl SharedPages {
    fn get(&self, key: &Key) -> Option<Arc<Page>> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(key).filter(|page| page.is_fresh()).cloned()
    }

    fn keep(&self, key: Key, page: Arc<Page>) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= PAGES {
            pages.retain(|_, page| page.is_fresh());
        }
        if pages.len() < PAGES {
            pages.insert(key, page);
        }
    }
}

impl Key {
    /// None: the page is somebody's own, or none of those that are shared.
    fn of(request: &Request) -> Option<Key> {
        let visitor = request.extensions().get::<Visitor>()?;
        let path = request.uri().path();
        let is_shared = *request.method() == Method::GET && (path == "/" || path.starts_with("/stores/"));
        let cookies = cookies(request.headers());
        if !is_shared || visitor.account.is_some() || !has_only_tastes(&cookies) {
            return None;
        }
        let address = request.uri().path_and_query().map_or(path, |address| address.as_str()).to_owned();
        Some(Key { address, cookies, secure: visitor.secure })
    }
}

fn cookies(headers: &HeaderMap) -> Vec<u8> {
    headers.get_all(header::COOKIE).iter().map(|value| value.as_bytes()).collect::<Vec<_>>().join(&b';')
}

fn has_only_tastes(cookies: &[u8]) -> bool {
    let names = cookies.split(|byte| *byte == b';').map(|pair| pair.split(|byte| *byte == b'=').next().unwrap_or_default());
    names.map(<[u8]>::trim_ascii).all(|name| name.is_empty() || TASTES.iter().any(|taste| taste.as_bytes() == name))
}

impl Page {
    /// The answer itself, unread or put together again, if it is not to be shared.
    async fn of(answer: Response) -> Result<Page, Response> {
        let is_page = answer.status() == StatusCode::OK && !answer.headers().contains_key(header::SET_COOKIE);
        let Some(nonce) = nonce(answer.headers()).filter(|_| is_page) else { return Err(answer) };
        let (mut head, body) = answer.into_parts();
        head.headers.remove(header::CONTENT_LENGTH);
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            // A page that breaks off half-way is none.
            let mut failure = Response::new(Body::empty());
            *failure.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            return Err(failure);
        };
        if body.len() > LONGEST {
            return Err(Response::from_parts(head, Body::from(body)));
        }
        let pieces = pieces(&body, nonce.as_bytes());
        Ok(Page { rendered: Instant::now(), head, pieces })
    }

    fn is_fresh(&self) -> bool {
        self.rendered.elapsed() < FRESH
    }

    fn answer(&self) -> Response {
        let nonce = BASE64_STANDARD.encode(rand::random::<[u8; 16]>());
        let mut answer = Response::from_parts(self.head.clone(), Body::from(self.pieces.join(nonce.as_bytes())));
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, page_policy(&nonce));
        answer
    }
}

/// The nonce that a page was rendered with, as its policy has it.
fn nonce(headers: &HeaderMap) -> Option<String> {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY)?.to_str().ok()?;
    let (_, rest) = policy.split_once("'nonce-")?;
    let (nonce, _) = rest.split_once('\'')?;
    (!nonce.is_empty()).then(|| nonce.to_owned())
}

fn pieces(body: &Bytes, nonce: &[u8]) -> Vec<Bytes> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    while let Some(at) = body[begin..].windows(nonce.len()).position(|window| window == nonce) {
        pieces.push(body.slice(begin..begin + at));
        begin += at + nonce.len();
    }
    pieces.push(body.slice(begin..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, middleware::from_fn_with_state, routing::get};
    use domain::{Account, AccountId, Role};
    use std::sync::atomic::{AtomicU32, Ordering};
    use tower::ServiceExt;

    /// Pages that say how often they were rendered.
    fn pages() -> Router {
        let count = Arc::new(AtomicU32::new(0));
        let page = move || {
            let number = count.fetch_add(1, Ordering::Relaxed);
            async move {
                let policy = (header::CONTENT_SECURITY_POLICY, page_policy("OLD"));
                ([policy], format!("<script nonce=\"OLD\">{number}</script><link nonce=\"OLD\">"))
            }
        };
        let router = Router::new().route("/stores/{id}", get(page.clone())).route("/checkout", get(page));
        router.layer(from_fn_with_state(SharedPages::default(), share))
    }

    async fn body(pages: &Router, path: &str, cookie: &str, account: Option<Account>) -> String {
        let visitor = Visitor { account, ..Visitor::default() };
        let request = Request::get(path).header(header::COOKIE, cookie).extension(visitor).body(Body::empty()).unwrap();
        let answer = pages.clone().oneshot(request).await.unwrap();
        let nonce = nonce(answer.headers()).unwrap();
        let body = String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
        assert_eq!(body.matches(&nonce).count(), 2, "{body}");
        body.replace(&nonce, "")
    }

    #[tokio::test]
    async fn visitors_with_the_same_tastes_share_a_page_and_each_has_a_nonce() {
        let pages = pages();
        let first = body(&pages, "/stores/7", "lang=en; theme=dark", None).await;
        assert_eq!(body(&pages, "/stores/7", "lang=en; theme=dark", None).await, first);
        assert_ne!(body(&pages, "/stores/7", "lang=ko; theme=dark", None).await, first);
        assert_ne!(body(&pages, "/stores/7?item=1", "lang=en; theme=dark", None).await, first);
        assert_ne!(body(&pages, "/stores/8", "lang=en; theme=dark", None).await, first);
    }

    #[tokio::test]
    async fn a_page_that_is_somebodys_own_is_shared_with_nobody() {
        let pages = pages();
        let customer =
            Account { id: AccountId(uuid::Uuid::nil()), role: Role::Customer, name: "봄".to_owned().try_into().unwrap() };
        for (path, cookie, account) in [
            ("/stores/7", "", Some(customer)),
            ("/stores/7", "cart=1", None),
            ("/stores/7", "lang=en; hansang_session=unknown", None),
            ("/stores/7", "something=new", None),
            ("/checkout", "", None),
        ] {
            let first = body(&pages, path, cookie, account.clone()).await;
            assert_ne!(body(&pages, path, cookie, account).await, first, "{path} {cookie}");
        }
    }

    #[tokio::test]
    async fn after_a_second_it_is_rendered_anew() {
        let pages = pages();
        let first = body(&pages, "/stores/7", "", None).await;
        tokio::time::sleep(FRESH).await;
        assert_ne!(body(&pages, "/stores/7", "", None).await, first);
    }
}
