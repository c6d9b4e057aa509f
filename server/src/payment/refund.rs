//! Giving money back: `POST /v1/payments/{paymentKey}/cancel`.

use super::{
    PaymentGateway,
    answer::{Answer, Payment},
    observed::{observed, within},
};
use domain::{Money, TaskId, Timestamp};
use serde::Serialize;

#[derive(Debug, Clone)]
pub struct RefundRequest {
    /// The task's id: the same one again is the same refund, for at least fifteen days.
    pub key: TaskId,
    pub payment_key: String,
    /// All that was charged, or a part of it.
    pub amount: Money,
    /// What the gateway keeps as the reason; cut to 200 characters.
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum RefundOutcome {
    Refunded {
        at: Timestamp,
    },
    /// Not refunded by this call, and asking again changes nothing. Look up what was refunded before.
    Refused {
        code: String,
        message: String,
    },
    /// It may have been refunded. Ask again with the same key.
    Unknown {
        why: String,
    },
    /// Nothing was refunded: the gateway never took the request.
    Unavailable {
        why: String,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    cancel_reason: &'a str,
    cancel_amount: u32,
}

/// Refusals that settle a refund for good, of the error table of 결제 취소.
const REFUSALS: [&str; 10] = [
    "ALREADY_CANCELED_PAYMENT",
    "ALREADY_REFUND_PAYMENT",
    "NOT_CANCELABLE_AMOUNT",
    "NOT_CANCELABLE_PAYMENT",
    "NOT_MATCHES_REFUNDABLE_AMOUNT",
    "NOT_ALLOWED_PARTIAL_REFUND",
    "EXCEED_MAX_REFUND_DUE",
    "REFUND_REJECTED",
    "NOT_FOUND_PAYMENT",
    "INVALID_REQUEST",
];

impl PaymentGateway {
    pub async fn refund(&self, request: &RefundRequest) -> RefundOutcome {
        let span = tracing::info_span!("payment", operation = "refund", payment_key = %request.payment_key, task = %request.key);
        observed("refund", span, RefundOutcome::label, async {
            let body = Body { cancel_reason: &within(&request.reason, 200), cancel_amount: request.amount.amount() };
            let path = ["v1", "payments", request.payment_key.as_str(), "cancel"];
            match self.exchange.post(&path, request.key, &body).await.into() {
                Answer::Payment(payment) => refunded(payment),
                Answer::No(no) if REFUSALS.contains(&no.code.as_str()) => {
                    RefundOutcome::Refused { code: no.code, message: no.message }
                }
                Answer::No(no) => RefundOutcome::Unknown { why: no.sentence() },
                Answer::Unavailable { why, .. } => RefundOutcome::Unavailable { why },
                Answer::Unknown { why } => RefundOutcome::Unknown { why },
            }
        })
        .await
    }
}

fn refunded(payment: Payment) -> RefundOutcome {
    match payment.cancels.unwrap_or_default().last() {
        Some(cancel) => RefundOutcome::Refunded { at: cancel.canceled_at },
        None => RefundOutcome::Unknown { why: format!("answered {:?} without a cancellation", payment.status) },
    }
}

impl RefundOutcome {
    fn label(&self) -> &'static str {
        match self {
            RefundOutcome::Refunded { .. } => "refunded",
            RefundOutcome::Refused { .. } => "refused",
            RefundOutcome::Unknown { .. } => "unknown",
            RefundOutcome::Unavailable { .. } => "unavailable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payment::answer::tests::{answer, any_reply};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn without_a_cancellation_nothing_is_refunded(reply in any_reply()) {
            let Answer::Payment(payment) = answer(reply) else { return Ok(()) };
            let cancelled = payment.cancels.as_ref().is_some_and(|cancels| !cancels.is_empty());
            prop_assert_eq!(matches!(refunded(payment), RefundOutcome::Refunded { .. }), cancelled);
        }
    }
}
