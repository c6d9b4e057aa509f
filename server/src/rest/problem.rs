use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{OrderId, Refusal, Timestamp, order::Status};
use serde::Serialize;
use utoipa::ToSchema;

/// Marks the answer to a key that stands for another request: it is no answer to what the key stands for.
#[derive(Clone, Copy)]
pub struct KeyReused;

/// A refusal as RFC 9457 `application/problem+json`.
#[derive(Debug)]
pub struct Problem(pub Refusal);

/// `code` is stable and for machines, `detail` a sentence for people.
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemDetails<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: String,
    code: &'static str,
    /// What is wrong, field by field or line by line.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [domain::Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    /// With `wrong_status`.
    order_status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// With `payment_declined` and `payment_busy`.
    order_id: Option<OrderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// With `payment_busy`: until when the order may still be paid.
    hold_until: Option<Timestamp>,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        Problem(refusal)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let refusal = &self.0;
        let status = StatusCode::from_u16(refusal.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (order_id, hold_until) = match refusal {
            Refusal::PaymentDeclined { order_id, .. } => (Some(*order_id), None),
            Refusal::PaymentBusy { order_id, hold_until, .. } => (Some(*order_id), Some(*hold_until)),
            _ => (None, None),
        };
        let order_status = match refusal {
            Refusal::WrongStatus(status) => Some(*status),
            _ => None,
        };
        let body = ProblemDetails {
            r#type: format!("/problems/{}", refusal.code()),
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: refusal.en(),
            code: refusal.code(),
            errors: refusal.problems(),
            order_status,
            order_id,
            hold_until,
        };
        let mut response = (status, Json(body)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(refusal, Refusal::IdempotencyKeyReused) {
            response.extensions_mut().insert(KeyReused);
        }
        if let Some(seconds) = refusal.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
