use crate::rest::Problem;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Refusal;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Beyond what can be done in time, saying so at once is kinder than making everybody wait.
pub(super) async fn turn_away_what_is_too_much(State(room): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let Ok(_place) = room.try_acquire() else {
        metrics::counter!("hansang_requests_shed_total").increment(1);
        return Problem(Refusal::Overloaded { retry_after: 1 }).into_response();
    };
    next.run(request).await
}
