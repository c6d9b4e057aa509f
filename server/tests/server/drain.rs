//! A process that is told to stop.

use crate::support::Directory;
use serde_json::{Value, json};
use server::{config::Config, demo, tls, wiring};
use std::time::Duration;
use tokio::sync::oneshot;

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_says_that_it_is_not_ready_and_ends_what_is_under_way() {
    tls::install();
    let data = Directory::new();
    let running = wiring::start(&Config::in_folder(data.path()).unwrap()).await.unwrap();
    demo::load(&running.backend, &*running.newcomers).await.unwrap();
    let client = Client { http: reqwest::Client::new(), base: format!("http://{}", running.address) };
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(running.serve_until(async move { stopped.await.unwrap() }));

    assert_eq!(client.ready().await, 200);
    let token = client.sign_in().await;
    let order = client.order().await;
    let slow = tokio::spawn({
        let client = client.clone();
        async move { client.place(&token, &order).await }
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    stop.send(()).unwrap();
    let ready = loop {
        match client.ready().await {
            200 => tokio::time::sleep(Duration::from_millis(5)).await,
            other => break other,
        }
    };
    assert_eq!(ready, 503, "it still listens, to say so");

    assert_eq!(slow.await.unwrap(), 201, "paid and answered while it drained");
    served.await.unwrap();
    assert!(client.http.get(&client.base).send().await.is_err(), "gone");
}

#[derive(Clone)]
struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    async fn ready(&self) -> u16 {
        self.http.get(format!("{}/health/ready", self.base)).send().await.unwrap().status().as_u16()
    }

    async fn sign_in(&self) -> String {
        let who = json!({ "email": "customer@hansang.test", "password": "hansang-demo" });
        let session: Value =
            self.http.post(format!("{}/api/v1/sessions", self.base)).json(&who).send().await.unwrap().json().await.unwrap();
        session["token"].as_str().unwrap().to_owned()
    }

    /// With a card that takes five seconds.
    async fn order(&self) -> Value {
        let near = "lat=37.5667&lng=126.9290";
        let get = async |path: String| -> Value {
            self.http.get(format!("{}/api/v1/{path}", self.base)).send().await.unwrap().json().await.unwrap()
        };
        let stores = get(format!("stores?{near}&limit=100")).await;
        for store in stores["items"].as_array().unwrap().iter().filter(|store| store["open"] == true) {
            let store = get(format!("stores/{}", store["id"].as_str().unwrap())).await;
            let plain = |item: &&Value| {
                item["available"] == true && item["stock"].is_null() && item["option_groups"].as_array().unwrap().is_empty()
            };
            if let Some(item) = store["menu"].as_array().unwrap().iter().find(plain) {
                return json!({
                    "store_id": store["id"],
                    "lines": [{ "menu_item_id": item["id"], "quantity": 9, "choice_ids": [] }],
                    "address": { "line": "연희로 12길 8", "lat": 37.5667, "lng": 126.9290 },
                    "payment": { "method": "card", "token": "tok_slow" },
                });
            }
        }
        panic!("no store is open");
    }

    async fn place(&self, token: &str, order: &Value) -> u16 {
        let request = self.http.post(format!("{}/api/v1/orders", self.base)).bearer_auth(token);
        request.header("idempotency-key", "slow").json(order).send().await.unwrap().status().as_u16()
    }
}
