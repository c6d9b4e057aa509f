use crate::correlation;
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method},
    response::Response,
};
use std::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

const CORRELATION: &str = "x-correlation-id";

/// One span, one count and one time for each request, and one id that goes with everything it causes. A caller may bring the id.
pub(super) async fn observed<A: Future<Output = Response>>(request: Request, answer: impl FnOnce(Request) -> A) -> Response {
    let id = brought(&request).unwrap_or_else(Uuid::now_v7);
    let method = name(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", method, route, correlation = %id, status = tracing::field::Empty);

    let began = Instant::now();
    let mut response = correlation::scope(id, answer(request)).instrument(span.clone()).await;
    let took = began.elapsed();

    let status = response.status();
    span.record("status", status.as_u16());
    span.in_scope(|| tracing::debug!(micros = took.as_micros() as u64, "answered"));
    metrics::histogram!("hansang_http_seconds", "method" => method, "route" => route.clone()).record(took);
    metrics::counter!("hansang_http_requests_total", "method" => method, "route" => route, "status" => status.as_str().to_owned())
        .increment(1);
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert(CORRELATION, id);
    }
    response
}

fn brought(request: &Request) -> Option<Uuid> {
    Uuid::try_parse(request.headers().get(CORRELATION)?.to_str().ok()?).ok().filter(|id| !id.is_nil())
}

/// Methods can be made up; the names of metrics cannot be without end.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
