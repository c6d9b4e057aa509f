//! Seeing inside: what is logged, and what is counted.

use crate::config::{LogConfig, LogFormat};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use std::{
    io::{self, IsTerminal},
    sync::OnceLock,
    time::Duration,
};
use tracing_subscriber::EnvFilter;

/// Seconds that a request, a command or a call may take.
const SECONDS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// How many there were of something at once.
const COUNTS: [f64; 8] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0];

/// Logs to standard error: for people with the fields of the spans that a line happened in (`correlation` among them),
/// or as one JSON object a line. Once a process; a second call changes nothing.
pub fn log(config: &LogConfig) {
    let filter = EnvFilter::new(&config.filter);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    let _ = match config.format {
        LogFormat::Text => lines.with_ansi(io::stderr().is_terminal()).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(true).try_init(),
    };
}

/// What `/metrics` shows: everything that the `metrics` macros count from the first call on. One a process.
pub fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| install().unwrap_or_else(|_| uninstalled())).clone()
}

/// Folds what was measured, which otherwise piles up until somebody asks for it. Never ends.
pub async fn keep_metrics_small() {
    let mut every = tokio::time::interval(Duration::from_secs(5));
    loop {
        every.tick().await;
        metrics().run_upkeep();
    }
}

fn install() -> Result<PrometheusHandle, BuildError> {
    builder()?.install_recorder()
}

/// Another recorder is there already, as in a test that brings its own: ours stays empty.
fn uninstalled() -> PrometheusHandle {
    PrometheusBuilder::new().build_recorder().handle()
}

fn builder() -> Result<PrometheusBuilder, BuildError> {
    PrometheusBuilder::new().set_buckets(&COUNTS)?.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_shown_in_buckets() {
        let handle = metrics();
        metrics::counter!("hansang_telemetry_test_total", "outcome" => "ok").increment(2);
        metrics::histogram!("hansang_telemetry_test_seconds").record(Duration::from_millis(3));
        let text = handle.render();
        assert!(text.contains("hansang_telemetry_test_total{outcome=\"ok\"} 2"), "{text}");
        assert!(text.contains("hansang_telemetry_test_seconds_bucket{le=\"0.005\"} 1"), "{text}");
    }
}
