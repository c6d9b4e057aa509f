//! One request, one reply.

use crate::{breaker::Breaker, reply::Reply};
use domain::TaskId;
use http::Method;
use reqwest::{Client, RequestBuilder, Url};
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::Semaphore;

#[derive(Clone)]
pub(super) struct Exchange {
    pub client: Client,
    pub base: Url,
    /// Plain HTTP: the gateway itself is at the other end, no proxy and no load balancer.
    pub direct: bool,
    /// While the gateway is down it is left alone.
    pub breaker: Breaker,
    /// How many calls may be under way: whoever orders and hangs up leaves a charge behind.
    pub room: Arc<Semaphore>,
}

/// Calls to the gateway under way at once.
pub(super) const AT_ONCE: usize = 256;

impl Exchange {
    /// Segments are escaped, so that none of them can lead elsewhere.
    pub async fn post(&self, path: &[&str], key: TaskId, body: &impl Serialize) -> Reply {
        let request = self.client.request(Method::POST, self.url(path)).header("idempotency-key", key.to_string()).json(body);
        self.send(request).await
    }

    pub async fn get(&self, path: &[&str]) -> Reply {
        self.send(self.client.request(Method::GET, self.url(path))).await
    }

    pub async fn list(&self, path: &[&str], query: &[(&str, &str)]) -> Reply {
        let mut url = self.url(path);
        url.query_pairs_mut().extend_pairs(query);
        self.send(self.client.request(Method::GET, url)).await
    }

    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Only an address without a host has no path; the settings refuse those.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }

    /// Every call to the gateway passes here.
    async fn send(&self, request: RequestBuilder) -> Reply {
        let Ok(_place) = self.room.try_acquire() else {
            return Reply::Unavailable { why: "too many calls are under way".to_owned(), retry_after: Some(1) };
        };
        Reply::to(request, &self.breaker, self.direct).await
    }
}
