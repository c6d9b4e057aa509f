use crate::rest::Problem;
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;

/// A panic is a bug in one request: it ends that one with a 500, and nobody else's. The panic hook has logged it, inside the request's span.
pub(super) async fn in_spite_of_a_panic(answer: impl Future<Output = Response>) -> Response {
    // Nothing of the request is looked at again, so nothing half-done can be seen.
    let answer = AssertUnwindSafe(answer).catch_unwind().await;
    answer.unwrap_or_else(|_| {
        metrics::counter!("hansang_panics_total").increment(1);
        Problem(Refusal::Internal).into_response()
    })
}
