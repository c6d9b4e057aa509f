use domain::Refusal;
use http::StatusCode;
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a server function gave no answer: it was refused, or it could not be reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The network or the server is down; nothing is known of what happened.
    #[error("unreachable")]
    Unreachable,
}

impl Failure {
    /// What happened and what to do, in Korean.
    pub fn ko(&self) -> String {
        match self {
            Failure::Refused(refusal) => refusal.ko(),
            Failure::Unreachable => "연결이 끊겼어요. 인터넷을 확인하고 다시 시도해 주세요.".to_owned(),
        }
    }

    /// The same in English.
    pub fn en(&self) -> String {
        match self {
            Failure::Refused(refusal) => refusal.en(),
            Failure::Unreachable => "The connection is lost. Check your network and try again.".to_owned(),
        }
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Failure {
        match error {
            ServerFnErrorErr::Args(detail) | ServerFnErrorErr::MissingArg(detail) | ServerFnErrorErr::Deserialization(detail) => {
                Failure::Refused(Refusal::Malformed(detail))
            }
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Failure::Unreachable,
            _ => Failure::Refused(Refusal::Internal),
        }
    }

    /// As the same refusal travels through the REST API: only what went wrong on our side counts as a server's error.
    fn status_code(&self) -> StatusCode {
        let code = match self {
            Failure::Refused(refusal) => refusal.http_status(),
            Failure::Unreachable => 503,
        };
        StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
