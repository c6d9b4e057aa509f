use super::{Breaker, Outcome, machine::Call};
use std::time::Duration;

/// Leave for one call, which begins now. Dropped without [`settle`](Permit::settle), as when the caller gave up, it is as if it had
/// never been asked for: nothing is counted, and half-open somebody else may probe.
#[must_use = "the call begins now, and dropping this says that it was never made"]
pub struct Permit {
    breaker: Breaker,
    call: Option<Call>,
}

/// The call had better not be made: the breaker is open, its probes are all under way, or it closed so recently that only a share
/// of the calls goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the breaker is open; try again in {retry_after} s")]
pub struct Open {
    /// Whole seconds until it is worth trying again, rounded up and at least 1, as for `Retry-After`.
    pub retry_after: u32,
}

impl Permit {
    pub(super) fn new(breaker: Breaker, call: Call) -> Permit {
        Permit { breaker, call: Some(call) }
    }

    /// Says how the call went; how long it took is known here.
    pub fn settle(mut self, outcome: Outcome) {
        if let Some(call) = self.call.take() {
            self.breaker.settle(call, outcome);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(call) = self.call.take() {
            self.breaker.give_back(call);
        }
    }
}

impl Open {
    pub(super) fn until(wait: Duration) -> Open {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Open { retry_after: u32::try_from(seconds.max(1)).unwrap_or(u32::MAX) }
    }
}
