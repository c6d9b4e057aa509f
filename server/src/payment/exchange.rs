//! One request, one reply.

use crate::breaker::{Breaker, Outcome};
use axum::body::Bytes;
use domain::TaskId;
use http::{Method, StatusCode};
use reqwest::{Client, RequestBuilder, Url};
use serde::Serialize;
use std::{error::Error, io};

#[derive(Clone)]
pub(super) struct Exchange {
    pub client: Client,
    pub base: Url,
    /// Plain HTTP: the gateway itself is at the other end, no proxy and no load balancer.
    pub direct: bool,
    /// While the gateway is down it is left alone.
    pub breaker: Breaker,
}

pub(super) enum Reply {
    Answer {
        status: StatusCode,
        body: Bytes,
    },
    /// Certain: the gateway never took the request.
    Unavailable {
        why: String,
        /// Seconds, if it is known when asking again makes sense.
        retry_after: Option<u32>,
    },
    /// It may have been carried out.
    Unknown {
        why: String,
    },
}

impl Exchange {
    /// Segments are escaped, so that none of them can lead elsewhere.
    pub async fn post(&self, path: &[&str], key: TaskId, body: &impl Serialize) -> Reply {
        let request = self.client.request(Method::POST, self.url(path)).header("idempotency-key", key.to_string()).json(body);
        self.send(request).await
    }

    pub async fn get(&self, path: &[&str]) -> Reply {
        self.send(self.client.request(Method::GET, self.url(path))).await
    }

    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Only an address without a host has no path; the settings refuse those.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }

    /// Every call to the gateway passes here, and through the breaker.
    async fn send(&self, request: RequestBuilder) -> Reply {
        let permit = match self.breaker.permit() {
            Ok(permit) => permit,
            Err(open) => return Reply::Unavailable { why: open.to_string(), retry_after: Some(open.retry_after) },
        };
        let answer = async {
            let response = request.send().await?;
            let status = response.status();
            Ok(Reply::Answer { status, body: response.bytes().await? })
        };
        let reply = answer.await.unwrap_or_else(|error| self.lost(&error));
        permit.settle(reply.health());
        reply
    }

    fn lost(&self, error: &reqwest::Error) -> Reply {
        let why = sentence(error);
        let never_taken = error.is_connect() || (self.direct && was_reset(error));
        if never_taken { Reply::Unavailable { why, retry_after: None } } else { Reply::Unknown { why } }
    }
}

impl Reply {
    /// A decline is an answer; only what says that the gateway is not well counts against it.
    fn health(&self) -> Outcome {
        match self {
            Reply::Answer { status, .. } if status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS => {
                Outcome::Failed
            }
            Reply::Answer { .. } => Outcome::Answered,
            Reply::Unavailable { .. } => Outcome::Refused,
            Reply::Unknown { .. } => Outcome::Failed,
        }
    }
}

/// A peer that resets had not read what it was sent; one that read, worked and then died or hung up ends the connection
/// in order (Linux, `tcp_close`; RFC 9293, 3.6.1). This holds only as long as nothing in between resets connections of its own.
fn was_reset(error: &reqwest::Error) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::ConnectionReset)
}

/// The causes too: reqwest's own text hardly says more than "error sending request". Addresses stay out, they hold card tokens.
fn sentence(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() { "no answer in time" } else { "no answer" };
    let root = causes(error).last().map(|cause| cause.to_string()).unwrap_or_default();
    format!("{kind}: {root}")
}

fn causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause: &&'a (dyn Error + 'static)| (*cause).source())
}
