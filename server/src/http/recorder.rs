use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::{sync::OnceLock, thread, time::Duration};

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Seconds; from a read out of memory to a payment that times out.
const BUCKETS: [f64; 14] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0];

/// What collects the process's metrics; installed by whoever asks first. Should another recorder have been installed, this one stays
/// empty and everything else works.
pub fn metrics_recorder() -> PrometheusHandle {
    let handle = RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS);
        let recorder = builder.unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another metrics recorder is installed already");
        }
        keep_small(handle.clone());
        handle
    });
    handle.clone()
}

/// What was measured waits in memory until somebody reads it or this comes by.
fn keep_small(handle: PrometheusHandle) {
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(5));
            handle.run_upkeep();
        }
    });
}
