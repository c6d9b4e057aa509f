//! What came of a request to somebody outside: an answer, or how certain it is that nothing was done.

use crate::breaker::{Breaker, Outcome};
use axum::body::Bytes;
use http::StatusCode;
use reqwest::{Client, ClientBuilder, RequestBuilder, redirect, retry};
use std::{error::Error, io, time::Duration};

/// The most that is read of an answer, in bytes. The longest is a page of 5,000 transactions, about 1 MB.
const LONGEST_ANSWER: usize = 8 * 1024 * 1024;

pub enum Reply {
    Answer {
        status: StatusCode,
        body: Bytes,
    },
    /// Certain: the other side never took the request.
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

/// What every client of somebody outside has in common. Nothing is tried twice here: that is for whoever asks to decide.
pub fn client(connect_timeout: Duration, total_timeout: Duration, direct: bool) -> ClientBuilder {
    crate::tls::install();
    let client = Client::builder()
        .connect_timeout(connect_timeout)
        .timeout(total_timeout)
        .tcp_nodelay(true)
        .pool_idle_timeout(Duration::from_secs(30))
        .retry(retry::never())
        .redirect(redirect::Policy::none());
    // Without TLS nothing may stand between us and them, and no certificate is needed.
    if direct { client.no_proxy().tls_certs_only([]) } else { client }
}

impl Reply {
    /// Sends a request, unless the breaker says that it had better not be.
    pub async fn to(request: RequestBuilder, breaker: &Breaker, direct: bool) -> Reply {
        let permit = match breaker.permit() {
            Ok(permit) => permit,
            Err(open) => return Reply::Unavailable { why: open.to_string(), retry_after: Some(open.retry_after) },
        };
        let answer = async {
            let mut response = request.send().await?;
            let (status, mut body) = (response.status(), Vec::new());
            while let Some(part) = response.chunk().await? {
                if body.len() + part.len() > LONGEST_ANSWER {
                    return Ok(Reply::Unknown { why: "an answer that is too long".to_owned() });
                }
                body.extend_from_slice(&part);
            }
            Ok(Reply::Answer { status, body: body.into() })
        };
        let reply = answer.await.unwrap_or_else(|error| Reply::lost(&error, direct));
        permit.settle(reply.health());
        reply
    }

    /// A request without an answer. `direct`: plain HTTP, so the other side itself is at the end of the line, no proxy and no load balancer.
    fn lost(error: &reqwest::Error, direct: bool) -> Reply {
        let why = sentence(error);
        let never_taken = error.is_connect() || (direct && was_reset(error));
        if never_taken { Reply::Unavailable { why, retry_after: None } } else { Reply::Unknown { why } }
    }

    /// What the breaker before the other side makes of it. A refusal is an answer; only what says that somebody is not well counts against
    /// them.
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

/// The causes too: reqwest's own text hardly says more than "error sending request". Addresses stay out, they hold card tokens
/// and phone numbers.
fn sentence(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() { "no answer in time" } else { "no answer" };
    let root = causes(error).last().map(|cause| cause.to_string()).unwrap_or_default();
    format!("{kind}: {root}")
}

fn causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause: &&'a (dyn Error + 'static)| (*cause).source())
}
