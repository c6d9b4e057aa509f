use super::{settings::Settings, window::Window};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Good,
    Bad,
    /// Bad, and the service was not even there.
    Refused,
}

/// What is known of the calls since the breaker closed.
pub(super) struct Tally {
    window: Window,
    bad_in_a_row: u64,
    refused_in_a_row: u64,
}

impl Tally {
    pub fn new(settings: &Settings) -> Tally {
        Tally { window: Window::new(settings.window), bad_in_a_row: 0, refused_in_a_row: 0 }
    }

    pub fn count(&mut self, verdict: Verdict, now: Duration) {
        let bad = verdict != Verdict::Good;
        self.window.add(bad, now);
        self.bad_in_a_row = if bad { self.bad_in_a_row + 1 } else { 0 };
        self.refused_in_a_row = if verdict == Verdict::Refused { self.refused_in_a_row + 1 } else { 0 };
    }

    pub fn is_too_bad(&mut self, settings: &Settings, now: Duration) -> bool {
        let (calls, bad) = self.window.sums(now);
        calls >= settings.minimum_calls && bad * 2 >= calls
            || self.bad_in_a_row >= settings.minimum_calls
            || self.refused_in_a_row >= settings.refused_in_a_row
    }
}
