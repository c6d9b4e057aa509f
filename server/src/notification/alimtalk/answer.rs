//! What we read of the vendor's answers. These types are ours alone: the sandbox has its own, so that neither can be wrong for both.

use crate::reply::Reply;
use http::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

#[cfg(test)]
pub(super) mod tests;

/// What it says to a message handed over: taken, or not.
#[derive(Deserialize)]
pub(super) struct Taken {
    pub messages: Vec<TakenMessage>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TakenMessage {
    pub message_id: String,
    /// `A000` is a message that it will bring.
    pub request_status_code: String,
    pub request_status_desc: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    #[serde(default)]
    pub messages: Vec<Listed>,
    /// There are further pages.
    #[serde(default)]
    pub has_more: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    pub message_id: String,
    pub request_status_code: String,
}

/// A message as it was handed over.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Kept {
    pub content: String,
    /// Not every version of the API gives them back.
    pub buttons: Option<Vec<Button>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Button {
    pub link_mobile: Option<String>,
}

/// A message was taken, to be brought to its phone.
pub(super) const TAKEN: &str = "A000";

/// A reply, as far as it is the same for every operation.
pub(super) enum Answer<T> {
    Yes(T),
    /// The vendor understood and said no; the same again would be answered the same.
    No {
        why: String,
    },
    /// There is nothing of the kind.
    None,
    Unavailable {
        why: String,
    },
    Unknown {
        why: String,
    },
}

impl<T: DeserializeOwned> From<Reply> for Answer<T> {
    fn from(reply: Reply) -> Answer<T> {
        let (status, body) = match reply {
            Reply::Answer { status, body } => (status, body),
            Reply::Unavailable { why, .. } => return Answer::Unavailable { why },
            Reply::Unknown { why } => return Answer::Unknown { why },
        };
        if status.is_success() {
            return match serde_json::from_slice(&body) {
                Ok(answer) => Answer::Yes(answer),
                Err(error) => Answer::Unknown { why: format!("the answer cannot be read: {error}") },
            };
        }
        let why = sentence(status, &body);
        match status {
            StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNPROCESSABLE_ENTITY => Answer::No { why },
            // A look-up without a result has no body; with one, the address or the service is wrong.
            StatusCode::NOT_FOUND if body.is_empty() => Answer::None,
            // Turned away at the door: a wrong key or service, or too many calls.
            status if status.is_client_error() => Answer::Unavailable { why },
            _ => Answer::Unknown { why },
        }
    }
}

/// The API gateway says `{ "error": { "errorCode", "message" } }`, SENS behind it `{ "status", "error", "message" }`.
fn sentence(status: StatusCode, body: &[u8]) -> String {
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return format!("answered {status}") };
    let text = |pointers: &[&str]| pointers.iter().find_map(|pointer| body.pointer(pointer)?.as_str()).unwrap_or_default();
    let code = text(&["/error/errorCode", "/error/error", "/error"]);
    let message = text(&["/error/message", "/message", "/errorMessage"]);
    format!("{}: {code} {message}", status.as_u16())
}
