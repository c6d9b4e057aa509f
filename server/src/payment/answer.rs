//! What we read of the gateway's answers. These types are ours alone: the sandbox has its own, so that neither can be wrong for both.

use crate::reply::Reply;
use domain::{Money, Timestamp};
use http::StatusCode;
use serde::Deserialize;

#[cfg(test)]
pub(super) mod tests;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payment {
    pub payment_key: String,
    pub order_id: String,
    pub status: Status,
    pub total_amount: Money,
    pub balance_amount: Money,
    pub approved_at: Option<Timestamp>,
    /// Oldest first.
    pub cancels: Option<Vec<Cancel>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cancel {
    pub canceled_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Status {
    Done,
    Canceled,
    PartialCanceled,
    /// Ended without a charge.
    Aborted,
    Expired,
    /// Under way, or something that we never ask for.
    #[serde(other)]
    Other,
}

/// `code` is stable; `message` is for people.
#[derive(Debug, Deserialize)]
pub(super) struct Failure {
    pub code: String,
    #[serde(default)]
    pub message: String,
}

/// A reply, as far as it is the same for every operation.
pub(super) enum Answer {
    Payment(Payment),
    /// The gateway understood and said no. Whether that settles anything depends on the code.
    No(Failure),
    Unavailable {
        why: String,
        retry_after: Option<u32>,
    },
    Unknown {
        why: String,
    },
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Answer {
        let (status, body) = match reply {
            Reply::Answer { status, body } => (status, body),
            Reply::Unavailable { why, retry_after } => return Answer::Unavailable { why, retry_after },
            Reply::Unknown { why } => return Answer::Unknown { why },
        };
        if status.is_success() {
            return match serde_json::from_slice(&body) {
                Ok(payment) => Answer::Payment(payment),
                Err(error) => Answer::Unknown { why: format!("the answer is no payment: {error}") },
            };
        }
        match serde_json::from_slice::<Failure>(&body) {
            // Turned away at the door: a wrong key, or too many calls.
            Ok(failure) if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS) => {
                Answer::Unavailable { why: failure.sentence(), retry_after: None }
            }
            Ok(failure) if status.is_client_error() => Answer::No(failure),
            Ok(failure) => Answer::Unknown { why: failure.sentence() },
            // Something in between answered, not the gateway.
            Err(_) => Answer::Unknown { why: format!("answered {status}") },
        }
    }
}

impl Failure {
    pub fn sentence(&self) -> String {
        format!("{}: {}", self.code, self.message)
    }
}
