//! What a breaker leaves behind for those who watch.

use super::state::State;
use std::time::Duration;

/// So that a breaker that never opens is seen too.
pub(super) fn began(name: &'static str) {
    show(name, State::Closed);
    metrics::counter!("hansang_breaker_refusals_total", "name" => name).increment(0);
}

pub(super) fn moved(name: &'static str, to: State, rest: Duration) {
    show(name, to);
    metrics::counter!("hansang_breaker_transitions_total", "name" => name, "to" => to.as_str()).increment(1);
    match to {
        State::Open => tracing::warn!(breaker = name, ?rest, "it fails too often and is left alone for a while"),
        State::HalfOpen => tracing::debug!(breaker = name, "the rest is over, a few calls find out how it is"),
        State::Closed => tracing::info!(breaker = name, "it answers again, and calls go through, more and more of them"),
    }
}

pub(super) fn refused(name: &'static str) {
    metrics::counter!("hansang_breaker_refusals_total", "name" => name).increment(1);
}

fn show(name: &'static str, state: State) {
    let number = match state {
        State::Closed => 0,
        State::Open => 1,
        State::HalfOpen => 2,
    };
    metrics::gauge!("hansang_breaker_state", "name" => name).set(f64::from(number));
}
