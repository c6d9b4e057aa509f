//! What came of a request to somebody outside: an answer, or how certain it is that nothing was done.

use axum::body::Bytes;
use http::StatusCode;
use std::{error::Error, io};

pub enum Reply {
    Answer {
        status: StatusCode,
        body: Bytes,
    },
    /// Certain: the other side never took the request.
    Unavailable {
        why: String,
    },
    /// It may have been carried out.
    Unknown {
        why: String,
    },
}

impl Reply {
    /// A request without an answer. `direct`: plain HTTP, so the other side itself is at the end of the line, no proxy and no load balancer.
    pub fn lost(error: &reqwest::Error, direct: bool) -> Reply {
        let why = sentence(error);
        if error.is_connect() || (direct && was_reset(error)) { Reply::Unavailable { why } } else { Reply::Unknown { why } }
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
