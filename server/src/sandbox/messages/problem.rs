//! The answers that are no message.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::json;

/// In the words of the vendor (<https://api.ncloud-docs.com/docs/sens-overview>) and of the gateway before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The same again will be answered the same.
    BadRequest(&'static str),
    Unauthorized,
    /// A look-up found nothing: an answer without a body.
    NotFound,
    Internal,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        match self {
            Problem::BadRequest(message) => said(StatusCode::BAD_REQUEST, "Bad Request", message),
            Problem::Unauthorized => {
                let error = json!({
                    "errorCode": "200",
                    "message": "Authentication Failed",
                    "details": "Invalid authentication information.",
                });
                (StatusCode::UNAUTHORIZED, Json(json!({ "error": error }))).into_response()
            }
            Problem::NotFound => StatusCode::NOT_FOUND.into_response(),
            Problem::Internal => {
                said(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error", "An unexpected error has occurred.")
            }
        }
    }
}

fn said(status: StatusCode, error: &str, message: &str) -> Response {
    (status, Json(json!({ "status": status.as_u16(), "error": error, "message": message }))).into_response()
}
