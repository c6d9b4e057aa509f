//! What every call leaves behind for those who watch.

use domain::account::Phone;
use std::{fmt::Debug, time::Instant};
use tracing::{Instrument, Span};

/// Runs a call in its span, and counts and times its outcome.
pub(super) async fn observed<O: Debug>(
    operation: &'static str,
    span: Span,
    label: fn(&O) -> &'static str,
    call: impl Future<Output = O>,
) -> O {
    async {
        let began = Instant::now();
        let outcome = call.await;
        let word = label(&outcome);
        metrics::counter!("hansang_alimtalk_calls_total", "operation" => operation, "outcome" => word).increment(1);
        metrics::histogram!("hansang_alimtalk_call_seconds", "operation" => operation).record(began.elapsed());
        match word {
            "unknown" | "unavailable" | "refused" => tracing::warn!(?outcome, "the Alimtalk vendor did not take a call"),
            _ => tracing::debug!(?outcome, "the Alimtalk vendor answered"),
        }
        outcome
    }
    .instrument(span)
    .await
}

/// What the vendor said, without the number, which it may have repeated: it goes into logs and the ledger.
pub(super) fn discreet(why: &str, phone: &Phone) -> String {
    let digits = phone.as_str().trim_start_matches('+');
    let national = digits.strip_prefix("82").unwrap_or(digits).trim_start_matches('0');
    let why = why.replace(digits, "…");
    if national.is_empty() { why } else { why.replace(national, "…") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nobodys_number_is_repeated(phone in "\\+?(82|0)?[0-9]{8,12}", around in like(&["to # is wrong", "##", "+82 #"])) {
            let Ok(phone) = Phone::try_from(phone) else { return Ok(()) };
            let digits = phone.as_str().trim_start_matches('+');
            let said = discreet(&around.replace('#', digits), &phone);
            prop_assert!(!said.contains(digits), "{said}");
        }
    }
}
