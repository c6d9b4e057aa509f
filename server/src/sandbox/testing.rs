//! A sandbox on a random port, for tests.

use super::{SECRET_KEY, SandboxError, serve};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use uuid::Uuid;

pub struct TestSandbox {
    pub url: String,
    http: Client,
    stop: oneshot::Sender<()>,
    served: JoinHandle<Result<(), SandboxError>>,
}

impl TestSandbox {
    /// With a ledger of its own, which is thrown away with the directory.
    pub async fn start(data: &Directory) -> TestSandbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let data = data.path().to_owned();
        let served = tokio::spawn(async move {
            serve(listener, &data, async {
                let _ = stopped.await;
            })
            .await
        });
        crate::tls::install();
        TestSandbox { url, http: Client::builder().no_proxy().build().unwrap(), stop, served }
    }

    pub async fn set(&self, faults: Value) {
        let answer = self.http.put(format!("{}/faults", self.url)).json(&faults).send().await.unwrap();
        assert!(answer.status().is_success(), "{faults}");
    }

    /// The rows of `GET /ledger/payments`.
    pub async fn payments(&self) -> Vec<Value> {
        self.ledger("/ledger/payments").await
    }

    /// The rows of `GET /ledger/messages`.
    pub async fn messages(&self) -> Vec<Value> {
        self.ledger("/ledger/messages").await
    }

    async fn ledger(&self, path: &str) -> Vec<Value> {
        let ledger: Value = self.get(path).await.json().await.unwrap();
        ledger["items"].as_array().unwrap().clone()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.http.get(format!("{}{path}", self.url)).basic_auth(SECRET_KEY, Some("")).send().await.unwrap()
    }

    pub fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.url)).basic_auth(SECRET_KEY, Some("")).json(body)
    }

    pub async fn stop(self) {
        drop(self.http);
        self.stop.send(()).unwrap();
        self.served.await.unwrap().unwrap();
    }
}

/// An empty directory that goes when it is dropped.
pub struct Directory(PathBuf);

impl Directory {
    pub fn new() -> Directory {
        let path = std::env::temp_dir().join(format!("hansang-test-{}", Uuid::new_v4()));
        fs::create_dir(&path).unwrap();
        Directory(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
