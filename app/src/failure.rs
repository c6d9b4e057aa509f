pub mod kept;

use domain::Refusal;
use http::StatusCode;
use leptos::server_fn::{
    Bytes,
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

    /// What is refused before its server function has seen it comes as the API would say it.
    fn de(data: Bytes) -> Failure {
        let read = serde_json::from_slice(&data).or_else(|error| turned_away(&data).ok_or(error));
        read.unwrap_or_else(|error| Failure::from_server_fn_error(ServerFnErrorErr::Deserialization(error.to_string())))
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

/// What a problem+json from the server's gate says: too large, too much at once, from another site, or a fault of ours.
fn turned_away(data: &[u8]) -> Option<Failure> {
    #[derive(Deserialize)]
    struct Problem {
        code: String,
    }

    let Problem { code } = serde_json::from_slice(data).ok()?;
    let refusals =
        [Refusal::TooLarge, Refusal::Overloaded { retry_after: 1 }, Refusal::Forbidden, Refusal::NotFound, Refusal::Internal];
    refusals.into_iter().find(|refusal| refusal.code() == code).map(Failure::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_at_the_gate_reads_as_what_it_is() {
        let problem =
            |code: &str| format!(r#"{{"type":"/problems/{code}","title":"","status":400,"detail":"","code":"{code}"}}"#);
        let read = |body: String| Failure::de(body.into());
        assert_eq!(read(problem("too_large")), Failure::Refused(Refusal::TooLarge));
        assert_eq!(read(problem("overloaded")), Failure::Refused(Refusal::Overloaded { retry_after: 1 }));
        for unheard_of in [problem("teapot"), "<html>".to_owned(), String::new()] {
            assert!(matches!(read(unheard_of), Failure::Refused(Refusal::Malformed(_))));
        }
    }

    #[test]
    fn what_a_server_function_says_is_read_as_it_was_said() {
        for said in [Failure::Unreachable, Failure::Refused(Refusal::TooLarge), Refusal::invalid("/price", "no").into()] {
            assert_eq!(Failure::de(said.ser().body), said);
        }
    }
}
