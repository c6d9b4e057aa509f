use crate::support::{FEE, PRICE, Scene, World};
use async_trait::async_trait;
use axum::Router;
use domain::{Account, Role, store::StoreKind};
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use serde_json::{Value, json};
use server::{
    database::Reachable,
    http::{Gate, Proxies, Room},
    idempotency::Once,
    photos,
    rest::{Api, Health, Probes, probes, router},
    streams::{self, Streams},
    telemetry,
};
use std::{net::SocketAddr, sync::Arc};
use tokio::{net::TcpListener, sync::watch};
use uuid::Uuid;

/// A world with the API before it, on a port of its own.
pub struct App {
    pub world: World,
    pub address: String,
    client: Client,
    _stopping: watch::Sender<bool>,
}

/// Somebody with a session.
pub struct Person {
    pub account: Account,
    pub token: String,
}

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl App {
    pub async fn serve(world: World) -> App {
        App::with_room(world, Room::new(512, 64)).await
    }

    pub async fn with_room(world: World, room: Room) -> App {
        let (stopping, stopped) = watch::channel(false);
        let routes = routes(&world, stopped, room);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let service = routes.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        App { world, address, client: Client::new(), _stopping: stopping }
    }

    /// The address of a path, below the API unless it says otherwise.
    pub fn url(&self, path: &str) -> String {
        match path.strip_prefix("//") {
            Some(path) => format!("http://{}/{path}", self.address),
            None => format!("http://{}/api/v1{path}", self.address),
        }
    }

    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), self.url(path))
    }

    pub async fn get(&self, path: &str, who: impl Into<Option<&Person>>) -> Reply {
        reply(signed(self.request("GET", path), who.into())).await
    }

    pub async fn send(&self, method: &str, path: &str, who: impl Into<Option<&Person>>, body: Value) -> Reply {
        reply(signed(self.request(method, path), who.into()).json(&body)).await
    }

    pub async fn post(&self, path: &str, who: impl Into<Option<&Person>>, body: Value) -> Reply {
        self.send("POST", path, who, body).await
    }

    /// Under a key, so that the same call is the same request.
    pub async fn post_once(&self, key: &str, path: &str, who: &Person, body: Value) -> Reply {
        reply(signed(self.request("POST", path), Some(who)).header("idempotency-key", key).json(&body)).await
    }

    pub async fn place(&self, scene: &Scene, who: &Person, card: &str) -> Reply {
        self.post_once(&Uuid::now_v7().to_string(), "/orders", who, order(scene, 1, card)).await
    }

    /// Somebody new, who has signed in.
    pub async fn person(&self, role: Role) -> Person {
        let account = match role {
            // Nobody becomes an operator by signing up.
            Role::Operator => self.operator().await,
            role => self.world.account(role).await,
        };
        self.session(account).await
    }

    pub async fn session(&self, account: Account) -> Person {
        let email: domain::account::Email = self.email(&account).await.try_into().unwrap();
        let session = self.world.storage.accounts.sign_in(&email, "hansang-demo", "127.0.0.1").await.unwrap();
        Person { account: session.account, token: session.token }
    }

    pub async fn email(&self, account: &Account) -> String {
        self.world.storage.accounts.me(account).await.unwrap().email.into()
    }

    async fn operator(&self) -> Account {
        let account = self.world.account(Role::Rider).await;
        let promote = "UPDATE account SET role = 'operator' WHERE id = (SELECT id FROM account ORDER BY created_at DESC LIMIT 1)";
        self.world.execute(promote).await;
        Account { role: Role::Operator, ..account }
    }

    /// A restaurant nearby, with sessions for its owner and for a customer.
    pub async fn restaurant(&self) -> (Scene, Person, Person) {
        let scene = self.world.scene(StoreKind::Restaurant, None).await;
        let owner = self.session(scene.owner.clone()).await;
        let customer = self.session(scene.customer.clone()).await;
        (scene, owner, customer)
    }
}

fn routes(world: &World, stopped: watch::Receiver<bool>, room: Room) -> Router {
    let storage = &world.storage;
    let api = Api {
        commands: Arc::new(world.ordering.clone()),
        queries: storage.queries.clone(),
        catalogue: storage.catalogue.clone(),
        accounts: storage.accounts.clone(),
        riders: storage.riders.clone(),
    };
    let streams = Streams {
        queries: storage.queries.clone(),
        source: storage.live_source.clone(),
        live: storage.live.clone(),
        accounts: storage.accounts.clone(),
        stopping: stopped,
    };
    let served =
        router(api, Once::new(storage.answers.clone()), streams::router(streams)).merge(photos::routes(storage.photos.clone()));
    let probes = probes(Probes { health: Arc::new(Ready(storage.health.clone())), metrics: telemetry::metrics() });
    let proxies: Proxies = "192.0.2.1".parse().unwrap();
    Gate::new(storage.accounts.clone(), proxies, room, false).before(served, probes)
}

struct Ready(Arc<dyn Reachable>);

#[async_trait]
impl Health for Ready {
    async fn is_ready(&self) -> bool {
        self.0.is_reachable().await
    }
}

pub fn order(scene: &Scene, quantity: i64, card: &str) -> Value {
    json!({
        "store_id": scene.store,
        "lines": [{ "menu_item_id": scene.item, "quantity": quantity, "expected_price": PRICE }],
        "address": { "line": "연희로 12길 8", "detail": "302호", "lat": 37.5667, "lng": 126.9290 },
        "note": "",
        "payment": { "method": "card", "token": card },
    })
}

/// What one of them costs, brought.
pub fn total() -> u32 {
    PRICE + FEE
}

pub fn signed(request: RequestBuilder, who: Option<&Person>) -> RequestBuilder {
    match who {
        Some(person) => request.bearer_auth(&person.token),
        None => request,
    }
}

pub async fn reply(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Reply { status, headers, body }
}

impl Reply {
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        self.body
    }

    /// A problem+json of this status and code.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> &Value {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{:#}", self.body);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(self.body["status"], status);
        for field in ["type", "title", "detail"] {
            assert!(self.body[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
        }
        &self.body
    }

    /// The pointer of its first error.
    #[track_caller]
    pub fn invalid(&self, pointer: &str) {
        let problem = self.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem:#}");
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
