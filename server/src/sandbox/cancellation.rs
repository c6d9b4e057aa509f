//! Giving money back: `POST /v1/payments/{paymentKey}/cancel`, whole or in part.

use super::{Sandbox, access, ledger::Cancellation, refusal::Refusal, wire};
use axum::{
    body::Bytes,
    extract::{OriginalUri, Path, State},
    response::{IntoResponse, Response},
};
use http::HeaderMap;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CancelForm {
    cancel_reason: String,
    /// All that is left, when it is not said.
    cancel_amount: Option<u32>,
}

pub async fn cancel(
    State(sandbox): State<Arc<Sandbox>>,
    Path(payment_key): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let form: CancelForm = access::form(&body)?;
    if form.cancel_reason.is_empty() || form.cancel_reason.chars().count() > 200 || form.cancel_amount == Some(0) {
        return Err(Refusal::InvalidRequest);
    }
    let sameness = access::sameness(&uri, &headers)?;
    let cancellation = Cancellation { payment_key, amount: form.cancel_amount, reason: form.cancel_reason };
    let statement = sandbox.ledger.cancel(sameness, cancellation)?;
    Ok(wire::payment(&statement).into_response())
}
