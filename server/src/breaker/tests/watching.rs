use super::{super::Outcome::*, super::*, world::World};
use metrics_exporter_prometheus::PrometheusBuilder;
use std::io::{self, Write};

/// What `/metrics` shows of a breaker after each of some steps.
#[test]
fn its_state_its_transitions_and_its_refusals_are_metrics() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let shows = |line: &str| {
        let text = handle.render();
        assert!(text.lines().any(|shown| shown == line), "no `{line}` in\n{text}");
    };
    metrics::with_local_recorder(&recorder, || {
        let world = World::named("vendor");
        shows("hansang_breaker_state{name=\"vendor\"} 0");
        shows("hansang_breaker_refusals_total{name=\"vendor\"} 0");
        world.fail();
        shows("hansang_breaker_state{name=\"vendor\"} 1");
        assert!(world.breaker.permit().is_err() && world.breaker.permit().is_err());
        shows("hansang_breaker_refusals_total{name=\"vendor\"} 2");
        world.wait(5_000);
        world.call(Failed);
        world.wait(10_000);
        world.call(Answered);
        shows("hansang_breaker_state{name=\"vendor\"} 2");
        world.call(Answered);
        world.call(Answered);
        shows("hansang_breaker_state{name=\"vendor\"} 0");
        shows("hansang_breaker_transitions_total{name=\"vendor\",to=\"open\"} 2");
        shows("hansang_breaker_transitions_total{name=\"vendor\",to=\"half_open\"} 2");
        shows("hansang_breaker_transitions_total{name=\"vendor\",to=\"closed\"} 1");
        shows("hansang_breaker_refusals_total{name=\"vendor\"} 2");
    });
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_transition_is_said_once() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).without_time().finish();
    // Where other tests share the process: as long as there is one subscriber, `tracing` asks only the thread that comes to a line first
    // whether anybody listens, and that may be another test's. With two it asks both.
    let _other = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    tracing::subscriber::with_default(subscriber, || {
        let world = World::named("vendor");
        world.fail();
        assert!((0..100).all(|_| world.breaker.permit().is_err()));
        world.wait(5_000);
        world.recover();
    });
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let levels = text.lines().map(|line| line.split_whitespace().next().unwrap()).collect::<Vec<_>>();
    assert_eq!(levels, ["WARN", "INFO"], "{text}");
    assert!(text.lines().all(|line| line.contains("breaker=\"vendor\"")), "{text}");
    assert!(text.contains("rest=5s"), "{text}");
}

#[test]
fn operators_see_it_in_the_words_of_the_api() {
    let world = World::named("payment_gateway");
    let seen = || (world.breaker.name(), serde_json::to_value(world.state()).unwrap());
    assert_eq!(seen(), ("payment_gateway", "closed".into()));
    world.fail();
    assert_eq!(seen(), ("payment_gateway", "open".into()));
    world.wait(5_000);
    world.call(Answered);
    assert_eq!(seen(), ("payment_gateway", "half_open".into()));
    for state in [State::Closed, State::Open, State::HalfOpen] {
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
}
