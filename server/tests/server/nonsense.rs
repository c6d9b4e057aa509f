//! Nonsense at every door: whatever is sent to whatever address by whomever, nothing breaks, and every refusal of the API says what is
//! wrong in the form that was promised. The seed is printed; `NONSENSE_SEED` plays it again.

use crate::support::Directory;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use reqwest::{Client, Method, Response};
use serde_json::{Map, Value, json};
use server::{config::Config, demo, tls, wiring};

/// How often each door is tried.
const ROUNDS: usize = 25;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_sent_to_the_api_makes_it_fail() {
    let (mut chance, door) = (chance(), Doors::open().await);
    let document: Value = door.get("/api/v1/openapi.json").await.json().await.unwrap();
    let words = property_names(&document);
    let known = door.known().await;
    for (path, operations) in document["paths"].as_object().unwrap() {
        // A stream does not end, and signing in costs a second of hashing; both have tests of their own.
        if path.ends_with("/live") || path.ends_with("/sessions") || path.ends_with("/accounts") {
            continue;
        }
        for method in operations.as_object().unwrap().keys() {
            for _ in 0..ROUNDS {
                let address = filled(path, &known, &mut chance);
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let request = door.client.request(method.clone(), format!("{}{address}", door.base));
                let request = door.as_somebody(request, &mut chance);
                let request = match &method {
                    &Method::GET | &Method::DELETE => request,
                    _ => with_nonsense(request, &words, &known, &mut chance),
                };
                let Ok(request) = request.build() else { continue };
                let sent = format!(
                    "{method} {address} {:?}",
                    request.body().and_then(|body| body.as_bytes()).map(String::from_utf8_lossy)
                );
                is_answered_well(door.client.execute(request).await.unwrap(), &sent).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_sent_by_a_form_makes_a_screen_fail() {
    let (mut chance, door) = (chance(), Doors::open().await);
    let known = door.known().await;
    let names = [
        "key",
        "id",
        "order",
        "store",
        "cart",
        "place",
        "detail",
        "note",
        "card",
        "item",
        "stock",
        "until",
        "mode",
        "lasting",
        "reason",
        "text",
        "prep",
        "number",
        "online",
        "lat",
        "lng",
        "asked",
        "language",
        "theme",
        "quantity",
        "choice",
        "line",
        "carrier",
        "item[name]",
        "item[price]",
        "item[stock]",
        "item[groups][0][name]",
        "item[groups][0][choices][0][price]",
        "store[name]",
        "store[hours][0][day]",
        "store[hours][0][open]",
        "store[min_order]",
        "query",
        "kind",
        "next",
        "email",
        "phone",
    ];
    let screens: Vec<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    assert!(screens.len() > 40, "{}", screens.len());
    for path in screens.iter().filter(|path| !path.ends_with("sign-in") && !path.ends_with("sign-up")) {
        for _ in 0..ROUNDS {
            let fields = (0..chance.random_range(0..8)).map(|_| (*names.choose(&mut chance).unwrap(), text(&known, &mut chance)));
            let form: Vec<(&str, String)> = fields.collect();
            let body = reqwest::Url::parse_with_params("http://x/", &form).unwrap().query().unwrap_or_default().to_owned();
            let request = door.client.post(format!("{}{path}", door.base)).body(body.clone());
            let request =
                request.header("content-type", "application/x-www-form-urlencoded").header("accept", "application/json");
            let answer = door.as_somebody(request, &mut chance).send().await.unwrap();
            assert_ne!(answer.status().as_u16(), 500, "POST {path} {body}: {:?}", answer.text().await);
        }
    }
}

/// A program with the demo neighbourhood, and somebody of every role.
struct Doors {
    base: String,
    client: Client,
    tokens: Vec<String>,
    _data: Directory,
}

impl Doors {
    async fn open() -> Doors {
        tls::install();
        let data = Directory::new();
        let running = wiring::start(&Config::in_folder(data.path()).unwrap()).await.unwrap();
        demo::load(&running.backend, &*running.newcomers).await.unwrap();
        let base = format!("http://{}", running.address);
        tokio::spawn(running.serve_until(std::future::pending()));
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let mut tokens = vec!["nobody".to_owned()];
        for who in ["customer", "owner", "rider", "operator", "mealkit"] {
            let form = json!({ "email": format!("{who}@hansang.test"), "password": "hansang-demo" });
            let session: Value =
                client.post(format!("{base}/api/v1/sessions")).json(&form).send().await.unwrap().json().await.unwrap();
            tokens.push(session["token"].as_str().unwrap().to_owned());
        }
        Doors { base, client, tokens, _data: data }
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.base)).send().await.unwrap()
    }

    fn as_somebody(&self, request: reqwest::RequestBuilder, chance: &mut StdRng) -> reqwest::RequestBuilder {
        let request = match chance.random_range(0..10) {
            0 => request,
            _ => request.bearer_auth(self.tokens.choose(chance).unwrap()),
        };
        match chance.random_range(0..6) {
            0 => request.header("idempotency-key", "k".repeat(chance.random_range(0..300))),
            1..4 => request.header("idempotency-key", chance.random::<u64>().to_string()),
            _ => request,
        }
    }

    /// Ids of things that are there: stores and items.
    async fn known(&self) -> Vec<String> {
        let near: Value = self.get("/api/v1/stores?lat=37.5667&lng=126.9290&limit=100").await.json().await.unwrap();
        let mut known = Vec::new();
        for store in near["items"].as_array().unwrap().iter().take(4) {
            let id = store["id"].as_str().unwrap();
            known.push(id.to_owned());
            let store: Value = self.get(&format!("/api/v1/stores/{id}")).await.json().await.unwrap();
            let items = store["menu"].as_array().unwrap().iter().take(3);
            known.extend(items.map(|item| item["id"].as_str().unwrap().to_owned()));
        }
        known
    }
}

async fn is_answered_well(answer: Response, sent: &str) {
    let status = answer.status().as_u16();
    let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
    let body = answer.bytes().await.unwrap();
    assert!(status != 500 && status != 501 && status != 502, "{sent}: {status} {}", String::from_utf8_lossy(&body));
    if status >= 400 {
        assert_eq!(kind, "application/problem+json", "{sent}: {status} {}", String::from_utf8_lossy(&body));
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["status"], status, "{sent}: {problem}");
        for field in ["type", "title", "detail", "code"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{sent}: {field} of {problem}");
        }
    }
}

fn chance() -> StdRng {
    let seed = std::env::var("NONSENSE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random::<u64>);
    eprintln!("NONSENSE_SEED={seed}");
    StdRng::seed_from_u64(seed)
}

/// `{id}` becomes something, and a query may follow.
fn filled(path: &str, known: &[String], chance: &mut StdRng) -> String {
    let id = match chance.random_range(0..4) {
        0 => urlencoded(&text(known, chance)),
        1 => uuid::Uuid::now_v7().to_string(),
        _ => known.choose(chance).unwrap().clone(),
    };
    let path = path.split('/').map(|part| if part.starts_with('{') { id.as_str() } else { part }).collect::<Vec<_>>().join("/");
    let names = ["lat", "lng", "kind", "q", "limit", "cursor", "status", "by"];
    let query = (0..chance.random_range(0..4)).map(|_| {
        let value = if chance.random_bool(0.3) { "37.5667".to_owned() } else { urlencoded(&text(known, chance)) };
        format!("{}={value}", names.choose(chance).unwrap())
    });
    format!("{path}?{}", query.collect::<Vec<_>>().join("&"))
}

fn urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn with_nonsense(
    request: reqwest::RequestBuilder,
    words: &[String],
    known: &[String],
    chance: &mut StdRng,
) -> reqwest::RequestBuilder {
    match chance.random_range(0..12) {
        0 => request.header("content-type", "application/json").body((0..64).map(|_| chance.random::<u8>()).collect::<Vec<_>>()),
        1 => request.header("content-type", "application/json").body("[".repeat(chance.random_range(1..5_000))),
        2 => request.header("content-type", "text/plain").body("{}"),
        3 => request,
        4 => request.header("content-type", "application/json").body("{\"text\":\"\\ud800\"}"),
        5..8 => request.json(&damaged(known, chance)),
        _ => request.json(&anything(words, known, chance, 3)),
    }
}

/// What would be right but for one thing.
fn damaged(known: &[String], chance: &mut StdRng) -> Value {
    let mut order = json!({
        "store_id": known[0],
        "lines": [{ "menu_item_id": known[1], "quantity": 2, "choice_ids": [], "expected_price": 9_000 }],
        "address": { "line": "연희로 12길 8", "lat": 37.5667, "lng": 126.9290 },
        "payment": { "method": "card", "token": "tok_ok" },
        "name": "봄", "kind": "cafe", "radius_m": 3_000, "min_order": 0, "delivery_fee": 0, "price": 9_000, "description": "말",
        "hours": [{ "day": "mon", "open": "10:00", "close": "21:30" }],
        "option_groups": [{ "name": "양", "min": 0, "max": 1, "choices": [{ "name": "많이", "price": 500 }] }],
        "prep_minutes": 10, "reason": "busy", "text": "말", "number": "A-1234", "online": true, "lat": 37.5, "lng": 127.0,
    });
    let pointers = [
        "/store_id",
        "/lines",
        "/lines/0",
        "/lines/0/quantity",
        "/lines/0/choice_ids",
        "/lines/0/expected_price",
        "/address",
        "/address/lat",
        "/payment",
        "/payment/token",
        "/payment/method",
        "/name",
        "/kind",
        "/radius_m",
        "/min_order",
        "/price",
        "/hours",
        "/hours/0/open",
        "/option_groups",
        "/option_groups/0/max",
        "/option_groups/0/choices",
        "/prep_minutes",
        "/reason",
        "/number",
        "/online",
        "/lat",
    ];
    *order.pointer_mut(pointers.choose(chance).unwrap()).unwrap() = anything(&[], known, chance, 2);
    order
}

fn anything(words: &[String], known: &[String], chance: &mut StdRng, depth: u32) -> Value {
    match chance.random_range(0..if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => chance.random_bool(0.5).into(),
        2 => (*[-1_i64, 0, 1, 99, 100, i64::MAX, i64::MIN, 4_294_967_296, 1_000_000_001].choose(chance).unwrap()).into(),
        3 => (*[0.5, -0.0, 1e300, 90.000_1, 180.5].choose(chance).unwrap()).into(),
        4 | 5 => text(known, chance).into(),
        6 => (0..chance.random_range(0..4)).map(|_| anything(words, known, chance, depth - 1)).collect(),
        _ => {
            let mut object = Map::new();
            for _ in 0..chance.random_range(0..6) {
                let name = words.choose(chance).cloned().unwrap_or_else(|| "id".to_owned());
                object.insert(name, anything(words, known, chance, depth - 1));
            }
            object.into()
        }
    }
}

fn text(known: &[String], chance: &mut StdRng) -> String {
    let nasty = [
        "",
        " ",
        "a",
        "\0",
        "\u{202e}txt",
        "<script>alert(1)</script>",
        "'; DROP TABLE event; --",
        "../../etc/passwd",
        "tok_ok",
        "NaN",
        "-1",
        "99999999999999999999",
        "2026-02-30T25:61:00Z",
        "2026-11-20T12:00:00Z",
        "forever",
        "😀",
        "한글",
        "%00",
        "true",
        "mon",
        "24:00",
    ];
    match chance.random_range(0..8) {
        0 => "가".repeat(chance.random_range(0..3_000)),
        1 => known.choose(chance).cloned().unwrap_or_default(),
        2 => uuid::Uuid::now_v7().to_string(),
        _ => (*nasty.choose(chance).unwrap()).to_owned(),
    }
}

/// Every name of a field that the API knows.
fn property_names(document: &Value) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        if let Some(properties) = value["properties"].as_object() {
            names.extend(properties.keys().cloned());
        }
        match value {
            Value::Object(fields) => open.extend(fields.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    names.sort();
    names.dedup();
    names
}
