//! One request, as a patient client sends it: with a key, and again under the same key until somebody answers.

use super::Failure;
use reqwest::{Client, Method, RequestBuilder, retry};
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

#[derive(Clone)]
pub struct Caller {
    client: Client,
    base: String,
}

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Person {
    pub id: Uuid,
    pub token: String,
}

pub struct Answer {
    pub status: u16,
    pub body: Value,
}

/// Nobody knows whether it was done.
#[derive(Debug)]
pub struct Lost;

/// How long somebody waits before they knock again: not long where nobody was at home.
pub fn pause(answer: &Result<Answer, Lost>) -> Duration {
    Duration::from_millis(if answer.is_ok() { 150 } else { 30 })
}

/// To processes on this machine; nothing is tried again behind our back.
pub fn client(patience: Duration) -> Result<Client, Failure> {
    server::tls::install();
    let client = Client::builder().no_proxy().tls_certs_only([]).retry(retry::never()).tcp_nodelay(true);
    Ok(client.timeout(patience).build()?)
}

impl Caller {
    pub fn new(base: String) -> Result<Caller, Failure> {
        // Longer than the program lets a second request wait for the payment of the first.
        Ok(Caller { client: client(Duration::from_secs(15))?, base: format!("{base}/api/v1") })
    }

    pub async fn get(&self, person: &Person, path: &str) -> Result<Answer, Lost> {
        self.send(self.request(Method::GET, path).bearer_auth(&person.token)).await
    }

    /// Once.
    pub async fn post(&self, person: &Person, path: &str, key: &str, body: &Value) -> Result<Answer, Lost> {
        let request = self.request(Method::POST, path).bearer_auth(&person.token).header("Idempotency-Key", key);
        self.send(request.json(body)).await
    }

    /// Until it is answered for good.
    pub async fn insist(&self, person: &Person, path: &str, key: &str, body: &Value) -> Answer {
        loop {
            match self.post(person, path, key, body).await {
                Ok(answer) if answer.is_final() => return answer,
                answer => tokio::time::sleep(pause(&answer)).await,
            }
        }
    }

    /// As nobody in particular.
    pub async fn introduce(&self, path: &str, body: &Value) -> Result<Answer, Failure> {
        self.send(self.request(Method::POST, path).json(body)).await.map_err(|Lost| format!("{path} was not answered").into())
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    async fn send(&self, request: RequestBuilder) -> Result<Answer, Lost> {
        let answer = request.send().await.map_err(|_| Lost)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|_| Lost)?;
        Ok(Answer { status, body: serde_json::from_slice(&body).unwrap_or_default() })
    }
}

impl Answer {
    /// Neither a failure nor "try again".
    pub fn is_final(&self) -> bool {
        self.status < 500 && self.status != 429
    }

    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn expect(self, status: u16) -> Result<Answer, Failure> {
        if self.status == status { Ok(self) } else { Err(format!("{} instead of {status}: {}", self.status, self.body).into()) }
    }
}
