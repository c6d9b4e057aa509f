use async_trait::async_trait;
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::PrometheusHandle;
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;

/// Whether this process can serve.
#[async_trait]
pub trait Health: Send + Sync {
    /// False while it drains, or without its database.
    async fn is_ready(&self) -> bool;
}

#[derive(Clone)]
pub struct Probes {
    pub health: Arc<dyn Health>,
    pub metrics: PrometheusHandle,
}

/// How long readiness may take before it counts as not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /health/live`, `GET /health/ready`, `GET /metrics`
pub fn probes(probes: Probes) -> Router {
    Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(probes)
}

/// It answers, so it lives.
async fn live() -> &'static str {
    "live\n"
}

async fn ready(State(probes): State<Probes>) -> Response {
    if timeout(PATIENCE, probes.health.is_ready()).await == Ok(true) {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], "not ready\n").into_response()
    }
}

async fn metrics(State(probes): State<Probes>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], probes.metrics.render())
}
