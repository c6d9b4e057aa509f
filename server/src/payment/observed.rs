//! What every call leaves behind for those who watch, and how texts are made fit for the gateway.

use std::{fmt::Debug, time::Instant};
use tracing::{Instrument, Span};

/// Runs a call in its span, which inherits the correlation id from the span around it, and counts and times its outcome.
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
        metrics::counter!("hansang_payment_calls_total", "operation" => operation, "outcome" => word).increment(1);
        metrics::histogram!("hansang_payment_call_seconds", "operation" => operation).record(began.elapsed());
        match word {
            "unknown" | "refused" => tracing::warn!(?outcome, "the payment gateway did not settle a call"),
            _ => tracing::debug!(?outcome, "the payment gateway answered"),
        }
        outcome
    }
    .instrument(span)
    .await
}

/// The first `max` characters. The gateway refuses an empty text, and no refund may fail for want of one.
pub(super) fn within(text: &str, max: usize) -> String {
    let text = text.trim();
    if text.is_empty() { "-".to_owned() } else { text.chars().take(max).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_for_the_gateway_is_neither_empty_nor_too_long(text in like(&["잔치국수 외 1건", " \n "]), max in 1..200_usize) {
            prop_assert!((1..=max).contains(&within(&text, max).chars().count()));
        }
    }
}
