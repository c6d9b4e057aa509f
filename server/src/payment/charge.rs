//! Charging a saved card: `POST /v1/billing/{billingKey}`.

use super::{
    PaymentGateway,
    answer::{Answer, Payment, Status},
    observed::{observed, within},
};
use domain::{AccountId, Money, OrderId, TaskId, Timestamp, text::CardToken};
use serde::Serialize;

#[derive(Debug, Clone)]
pub struct ChargeRequest {
    /// The task's id: the same one again is the same charge, for at least fifteen days.
    pub key: TaskId,
    /// At most one charge is ever accepted for an order.
    pub order: OrderId,
    /// What the customer reads on the card's statement; cut to 100 characters.
    pub order_name: String,
    /// Whose card it is (`customerKey`).
    pub customer: AccountId,
    pub amount: Money,
    pub card: CardToken,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ChargeOutcome {
    Approved {
        payment_key: String,
        at: Timestamp,
    },
    /// The card or its issuer said no: nothing was charged, and asking again with this key changes nothing.
    Declined {
        code: String,
        message: String,
    },
    /// It may have been charged. Look it up, or ask again with the same key; never give the order up before.
    Unknown {
        why: String,
    },
    /// Nothing was charged: the gateway never took the request.
    Unavailable {
        why: String,
        /// Seconds, if it is known when asking again makes sense.
        retry_after: Option<u32>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    customer_key: AccountId,
    order_id: OrderId,
    order_name: &'a str,
    amount: u32,
}

/// Refusals that settle a charge for good, of the error table of 자동결제 승인. Others (a repeated call under way, an order that was
/// charged before, codes to come) say nothing about what was charged, so they leave it unknown.
const DECLINES: [&str; 18] = [
    "REJECT_CARD_PAYMENT",
    "REJECT_CARD_COMPANY",
    "REJECT_ACCOUNT_PAYMENT",
    "INVALID_BILL_KEY_REQUEST",
    "INVALID_STOPPED_CARD",
    "INVALID_REJECT_CARD",
    "INVALID_CARD_LOST_OR_STOLEN",
    "INVALID_CARD_EXPIRATION",
    "INVALID_CARD_NUMBER",
    "NOT_SUPPORTED_CARD_TYPE",
    "NOT_REGISTERED_CARD_COMPANY",
    "NOT_MATCHES_CUSTOMER_KEY",
    "EXCEED_MAX_AUTH_COUNT",
    "EXCEED_MAX_DAILY_PAYMENT_COUNT",
    "EXCEED_MAX_PAYMENT_AMOUNT",
    "BELOW_MINIMUM_AMOUNT",
    "INVALID_ORDER_ID",
    "INVALID_REQUEST",
];

impl PaymentGateway {
    pub async fn charge(&self, request: &ChargeRequest) -> ChargeOutcome {
        let span = tracing::info_span!("payment", operation = "charge", order = %request.order, task = %request.key);
        observed("charge", span, ChargeOutcome::label, async {
            if !could_be_a_billing_key(&request.card) {
                return declined("INVALID_BILL_KEY_REQUEST", "not a saved card");
            }
            let body = Body {
                customer_key: request.customer,
                order_id: request.order,
                order_name: &within(&request.order_name, 100),
                amount: request.amount.amount(),
            };
            let path = ["v1", "billing", request.card.as_str()];
            match self.exchange.post(&path, request.key, &body).await.into() {
                Answer::Payment(payment) => approved(request, payment),
                Answer::No(no) if DECLINES.contains(&no.code.as_str()) => declined(&no.code, &no.message),
                Answer::No(no) => ChargeOutcome::Unknown { why: no.sentence() },
                Answer::Unavailable { why, retry_after } => ChargeOutcome::Unavailable { why, retry_after },
                Answer::Unknown { why } => ChargeOutcome::Unknown { why },
            }
        })
        .await
    }
}

/// A card token comes from outside and becomes a part of an address: `..` must not lead to another one.
fn could_be_a_billing_key(card: &CardToken) -> bool {
    card.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='))
}

fn declined(code: &str, message: &str) -> ChargeOutcome {
    ChargeOutcome::Declined { code: code.to_owned(), message: message.to_owned() }
}

/// Only what was asked for counts as approved.
fn approved(request: &ChargeRequest, payment: Payment) -> ChargeOutcome {
    let ours = payment.order_id == request.order.to_string() && payment.total_amount == request.amount;
    match (payment.status, payment.approved_at) {
        (Status::Done, Some(at)) if ours => ChargeOutcome::Approved { payment_key: payment.payment_key, at },
        (status, _) => {
            let Payment { order_id, total_amount, .. } = payment;
            ChargeOutcome::Unknown { why: format!("answered {status:?}, {total_amount} won, order {order_id}") }
        }
    }
}

impl ChargeOutcome {
    fn label(&self) -> &'static str {
        match self {
            ChargeOutcome::Approved { .. } => "approved",
            ChargeOutcome::Declined { .. } => "declined",
            ChargeOutcome::Unknown { .. } => "unknown",
            ChargeOutcome::Unavailable { .. } => "unavailable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        nonsense::like,
        payment::answer::tests::{ORDER, answer, any_reply},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn request(amount: u32) -> ChargeRequest {
        ChargeRequest {
            key: TaskId(Uuid::nil()),
            order: ORDER.parse().unwrap(),
            order_name: "잔치국수 외 1건".to_owned(),
            customer: AccountId(Uuid::nil()),
            amount: Money::won(amount),
            card: CardToken::try_from("tok_ok".to_owned()).unwrap(),
        }
    }

    proptest! {
        #[test]
        fn nothing_but_our_own_order_and_amount_is_approved(reply in any_reply(), other in 0..20_900_u32) {
            let Answer::Payment(payment) = answer(reply.clone()) else { return Ok(()) };
            let ours = payment.order_id == ORDER && payment.total_amount == Money::won(20_900) && payment.status == Status::Done;
            let approved = |request, payment| matches!(approved(&request, payment), ChargeOutcome::Approved { .. });
            prop_assert!(!approved(request(20_900), payment) || ours);
            if let Answer::Payment(payment) = answer(reply) && payment.total_amount == Money::won(20_900) {
                prop_assert!(!approved(request(other), payment));
            }
        }

        /// It becomes a segment of an address.
        #[test]
        fn a_billing_key_leads_nowhere_else(token in like(&["tok_ok", "..", "../payments/confirm?", "a%2Fb"])) {
            let Ok(token) = CardToken::try_from(token) else { return Ok(()) };
            if could_be_a_billing_key(&token) {
                prop_assert!(!token.as_str().contains(['.', '/', '%', '?', '#']) && token.as_str().is_ascii());
            }
        }
    }
}
