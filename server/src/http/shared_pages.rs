//! What everybody sees who is not signed in and has nothing in the cart, the stores nearby and their menus, is rendered once a second,
//! not once a visitor: when a store is talked about, its page costs next to nothing.
//!
//! Everything of a request that such a page looks at is in its [`Key`]; whatever else comes along, it is rendered anew. The scripts of a
//! page that many get are known by their content: a nonce that is used twice protects nobody.

use super::address::Sender;
use crate::headers::{nonce, page_policy};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    io::Write,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How old a page may be. Whether what it shows is still so is found out when it is ordered.
const FRESH: Duration = Duration::from_secs(1);
/// How old at most, while somebody is rendering it anew, or nobody can.
const STALE: Duration = Duration::from_secs(10);
/// More pages than this are not kept at once, nor longer ones.
const PAGES: usize = 256;
const LONGEST: usize = 512 * 1024;

/// The only cookies that these pages read besides the cart and the session.
const TASTES: [&str; 3] = ["address", "lang", "theme"];

#[derive(Default)]
pub(super) struct SharedPages(Mutex<HashMap<Key, Arc<Page>>>);

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// Path and query.
    address: String,
    cookies: Vec<u8>,
    secure: bool,
}

struct Page {
    rendered: Instant,
    is_being_renewed: AtomicBool,
    headers: HeaderMap,
    body: Bytes,
    /// Of the same body, once somebody has asked for it.
    gzip: OnceLock<Bytes>,
}

impl SharedPages {
    /// The page as it was rendered a moment ago, if it was; else as it is rendered now.
    ///
    /// `turn`: until one's turn has come, where nothing needs to be rendered.
    pub(super) async fn share(
        &self,
        key: Key,
        gzip: bool,
        turn: impl Future<Output = ()>,
        rendering: impl Future<Output = Response>,
    ) -> Response {
        let known = self.get(&key);
        // The first who finds it old renders it anew, and the others need not wait for that.
        let renewal = known.as_ref().filter(|page| page.age() >= FRESH).and_then(|page| Renewal::begin(page.clone()));
        if let (Some(page), None) = (&known, &renewal) {
            turn.await;
            return page.answer(gzip);
        }
        match (Page::of(rendering.await).await, known) {
            (Ok(page), _) => {
                let page = Arc::new(page);
                self.keep(key, page.clone());
                page.answer(gzip)
            }
            (Err(answer), Some(page)) if answer.status() == StatusCode::SERVICE_UNAVAILABLE && page.age() < STALE => {
                page.answer(gzip)
            }
            (Err(answer), _) => answer,
        }
    }

    fn get(&self, key: &Key) -> Option<Arc<Page>> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(key).filter(|page| page.age() < STALE).cloned()
    }

    fn keep(&self, key: Key, page: Arc<Page>) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= PAGES {
            pages.retain(|_, page| page.age() < STALE);
        }
        if pages.len() >= PAGES {
            pages.retain(|_, page| page.age() < FRESH);
        }
        if pages.len() < PAGES {
            pages.insert(key, page);
        }
    }
}

/// Ends when it is dropped, whatever came of it.
struct Renewal(Arc<Page>);

impl Renewal {
    /// None: somebody is at it.
    fn begin(page: Arc<Page>) -> Option<Renewal> {
        (!page.is_being_renewed.swap(true, Ordering::Relaxed)).then_some(Renewal(page))
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        self.0.is_being_renewed.store(false, Ordering::Relaxed);
    }
}

impl Key {
    /// None: the page is somebody's own, or none of those that are shared.
    pub(super) fn of(request: &Request) -> Option<Key> {
        let path = request.uri().path();
        let is_shared = *request.method() == Method::GET && (path == "/" || path.starts_with("/stores/"));
        if !is_shared || request.headers().contains_key(header::AUTHORIZATION) {
            return None;
        }
        let cookies = cookies(request.headers());
        if !has_only_tastes(&cookies) {
            return None;
        }
        let address = request.uri().path_and_query().map_or(path, |address| address.as_str()).to_owned();
        let secure = request.extensions().get::<Sender>().is_some_and(|sender| sender.secure);
        Some(Key { address, cookies, secure })
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
        let Some(nonce) = nonce(answer.headers()).filter(|_| is_page).map(str::to_owned) else { return Err(answer) };
        let (mut head, body) = answer.into_parts();
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            // A page that breaks off half-way is none.
            let mut failure = Response::new(Body::empty());
            *failure.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            return Err(failure);
        };
        let Some(text) = str::from_utf8(&body).ok().filter(|text| text.len() <= LONGEST) else {
            return Err(Response::from_parts(head, Body::from(body)));
        };
        head.headers.remove(header::CONTENT_LENGTH);
        head.headers.insert(header::CONTENT_SECURITY_POLICY, page_policy(&scripts(text, &nonce)));
        head.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        Ok(Page {
            rendered: Instant::now(),
            is_being_renewed: AtomicBool::new(false),
            headers: head.headers,
            body: text.replace(&nonce, "").into(),
            gzip: OnceLock::new(),
        })
    }

    fn age(&self) -> Duration {
        self.rendered.elapsed()
    }

    fn answer(&self, gzip: bool) -> Response {
        let mut answer = Response::new(Body::empty());
        *answer.headers_mut() = self.headers.clone();
        *answer.body_mut() = if gzip {
            answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            self.gzip.get_or_init(|| compressed(&self.body)).clone().into()
        } else {
            self.body.clone().into()
        };
        answer
    }
}

/// The SHA-256, as base64, of each script that stands in the page under its nonce, without that nonce. One that got in otherwise has none.
fn scripts(page: &str, nonce: &str) -> Vec<String> {
    let mark = format!("nonce=\"{nonce}\"");
    let marks = page.match_indices(&mark).map(|(at, _)| at);
    let texts = marks.filter_map(|at| {
        let (before, after) = page.split_at(at);
        let (_, element) = before.rsplit_once('<')?;
        let (_, text) = after.split_once('>')?;
        let (text, _) = text.split_once("</script>")?;
        (element.starts_with("script") && !text.is_empty()).then(|| text.replace(nonce, ""))
    });
    texts.map(|text| BASE64_STANDARD.encode(Sha256::digest(text))).collect()
}

fn compressed(body: &[u8]) -> Bytes {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = gzip.write_all(body);
    gzip.finish().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::{super::compress::takes_gzip, *};
    use flate2::read::GzDecoder;
    use std::{io::Read, sync::atomic::AtomicU32};

    /// A page that says how often it was rendered, under a nonce.
    #[derive(Default)]
    struct Scene {
        pages: SharedPages,
        times: AtomicU32,
    }

    const NONCE: &str = "T2xk";

    impl Scene {
        async fn ask(&self, path: &str, headers: &[(&'static str, &str)]) -> (HeaderMap, String) {
            let mut request = Request::get(path);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.body(Body::empty()).unwrap();
            let rendering = async {
                let number = self.times.fetch_add(1, Ordering::Relaxed);
                let page = format!("<script nonce=\"{NONCE}\">{number}</script><link nonce=\"{NONCE}\"><script>alert()</script>");
                let policy = format!("script-src 'self' 'nonce-{NONCE}'");
                Response::builder().header(header::CONTENT_SECURITY_POLICY, policy).body(Body::from(page)).unwrap()
            };
            let answer = match Key::of(&request) {
                Some(key) => self.pages.share(key, takes_gzip(request.headers()), async {}, rendering).await,
                None => rendering.await,
            };
            let (head, body) = answer.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            let mut text = String::new();
            if head.headers.contains_key(header::CONTENT_ENCODING) {
                GzDecoder::new(&*body).read_to_string(&mut text).unwrap();
            } else {
                text.push_str(str::from_utf8(&body).unwrap());
            }
            (head.headers, text)
        }

        async fn body(&self, path: &str, cookie: &str) -> String {
            self.ask(path, &[("cookie", cookie)]).await.1
        }
    }

    #[tokio::test]
    async fn visitors_with_the_same_tastes_share_a_page() {
        let scene = Scene::default();
        let first = scene.body("/stores/7", "lang=en; theme=dark").await;
        assert_eq!(scene.body("/stores/7", "lang=en; theme=dark").await, first);
        assert_ne!(scene.body("/stores/7", "lang=ko; theme=dark").await, first);
        assert_ne!(scene.body("/stores/7?item=1", "lang=en; theme=dark").await, first);
        assert_ne!(scene.body("/stores/8", "lang=en; theme=dark").await, first);
    }

    #[tokio::test]
    async fn a_shared_page_runs_the_scripts_it_was_rendered_with_and_has_no_nonce() {
        let (headers, body) = Scene::default().ask("/stores/7", &[]).await;
        assert_eq!(body, "<script nonce=\"\">0</script><link nonce=\"\"><script>alert()</script>");
        // printf 0 | openssl dgst -sha256 -binary | base64
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.contains("script-src 'self' 'sha256-X+zrZv/IbzjZUnhsbWlsecLbwjndTpG0ZynXOif7V+k=' 'wasm-unsafe-eval'"),
            "{policy}"
        );
        assert!(!policy.contains(NONCE));
    }

    #[tokio::test]
    async fn whoever_takes_gzip_gets_the_same_page_compressed() {
        let scene = Scene::default();
        let (plain, first) = scene.ask("/stores/7", &[]).await;
        let (compressed, second) = scene.ask("/stores/7", &[("accept-encoding", "br, gzip;q=0.9")]).await;
        assert_eq!(second, first);
        assert_eq!(compressed[header::CONTENT_ENCODING], "gzip");
        assert!([plain, compressed].iter().all(|headers| headers[header::VARY] == "accept-encoding"));
        let (refused, _) = scene.ask("/stores/7", &[("accept-encoding", "gzip;q=0, identity")]).await;
        assert!(!refused.contains_key(header::CONTENT_ENCODING));
    }

    #[tokio::test]
    async fn a_page_that_is_somebodys_own_is_shared_with_nobody() {
        let scene = Scene::default();
        for (path, header) in [
            ("/stores/7", ("authorization", "Bearer x")),
            ("/stores/7", ("cookie", "cart=1")),
            ("/stores/7", ("cookie", "lang=en; hansang_session=unknown")),
            ("/stores/7", ("cookie", "something=new")),
            ("/checkout", ("cookie", "lang=en")),
        ] {
            let (_, first) = scene.ask(path, &[header]).await;
            assert!(first.contains(NONCE));
            assert_ne!(scene.ask(path, &[header]).await.1, first, "{path} {header:?}");
        }
    }

    #[tokio::test]
    async fn after_a_second_the_first_who_asks_renders_it_anew_and_nobody_waits_for_them() {
        let scene = Scene::default();
        let first = scene.body("/stores/7", "").await;
        tokio::time::sleep(FRESH).await;
        let mut renewing = Box::pin(scene.pages.share(key(), false, async {}, std::future::pending()));
        assert!(futures::poll!(&mut renewing).is_pending());
        assert_eq!(scene.body("/stores/7", "").await, first);
        drop(renewing);
        assert_ne!(scene.body("/stores/7", "").await, first, "whoever was at it has given up");
    }

    #[tokio::test]
    async fn who_cannot_be_let_in_gets_the_page_as_it_was() {
        let scene = Scene::default();
        scene.body("/stores/7", "").await;
        tokio::time::sleep(FRESH).await;
        for (status, then) in [(StatusCode::SERVICE_UNAVAILABLE, StatusCode::OK), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)]
        {
            let refusal = async { Response::builder().status(status).body(Body::empty()).unwrap() };
            assert_eq!(scene.pages.share(key(), false, async {}, refusal).await.status(), then);
        }
    }

    fn key() -> Key {
        Key::of(&Request::get("/stores/7").header("cookie", "").body(Body::empty()).unwrap()).unwrap()
    }
}
