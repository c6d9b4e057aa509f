//! Taking money: `POST /v1/billing/{billingKey}` and `POST /v1/payments/confirm`.

use super::{
    Sandbox, access,
    faults::strikes,
    ledger::{Charge, Settled},
    line::Line,
    refusal::Refusal,
    wire,
};
use axum::{
    body::Bytes,
    extract::{ConnectInfo, OriginalUri, Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Uri};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BillingForm {
    customer_key: String,
    order_id: String,
    order_name: String,
    amount: u32,
}

/// Charges a saved card.
pub async fn with_saved_card(
    State(sandbox): State<Arc<Sandbox>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(billing_key): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let form: BillingForm = access::form(&body)?;
    if !(2..=300).contains(&form.customer_key.len()) || form.order_name.is_empty() || form.order_name.chars().count() > 100 {
        return Err(Refusal::InvalidRequest);
    }
    let purchase = Purchase { order_id: form.order_id, order_name: form.order_name, amount: form.amount, by_saved_card: true };
    charge(&sandbox, &line, &uri, &headers, Card::from(billing_key.as_str()), purchase).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ConfirmForm {
    payment_key: String,
    order_id: String,
    amount: u32,
}

/// Confirms what a customer paid in the gateway's window. The sandbox has no window, so a card token stands in for the key that
/// the window hands out, and the payment gets its key here.
pub async fn confirm(
    State(sandbox): State<Arc<Sandbox>>,
    ConnectInfo(line): ConnectInfo<Line>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let form: ConfirmForm = access::form(&body)?;
    let order_name = form.order_id.clone();
    let purchase = Purchase { order_id: form.order_id, order_name, amount: form.amount, by_saved_card: false };
    charge(&sandbox, &line, &uri, &headers, Card::from(form.payment_key.as_str()), purchase).await
}

struct Purchase {
    order_id: String,
    order_name: String,
    amount: u32,
    by_saved_card: bool,
}

async fn charge(
    sandbox: &Sandbox,
    line: &Line,
    uri: &Uri,
    headers: &HeaderMap,
    card: Card,
    purchase: Purchase,
) -> Result<Response, Refusal> {
    let sameness = access::sameness(uri, headers)?;
    if purchase.amount == 0 {
        return Err(Refusal::InvalidRequest);
    }
    if !is_order_id(&purchase.order_id) {
        return Err(Refusal::InvalidOrderId);
    }
    let declined =
        card.refusal().or_else(|| strikes(sandbox.faults.now().payment.decline_rate).then_some(Refusal::RejectCardCompany));
    let Purchase { order_id, order_name, amount, by_saved_card } = purchase;
    let charge = Charge::new(order_id, order_name, amount, by_saved_card);
    let Settled { answer, replayed } = sandbox.ledger.charge(sameness, charge, declined)?;
    // A repeated call hears the answer of the first one, whatever became of that on its way.
    match card {
        Card::Slow if !replayed => tokio::time::sleep(Duration::from_secs(5)).await,
        Card::Unknown if !replayed => return Ok(line.cut()),
        _ => {}
    }
    Ok(wire::payment(&answer?).into_response())
}

/// 6 to 64 characters of `A-Z a-z 0-9 - _`.
fn is_order_id(text: &str) -> bool {
    (6..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The saved cards that there are.
#[derive(Clone, Copy)]
enum Card {
    Fine,
    Declined,
    /// Charged at once, answered after five seconds.
    Slow,
    /// Charged, but the answer is lost.
    Unknown,
    Invalid,
}

impl From<&str> for Card {
    fn from(token: &str) -> Card {
        match token {
            "tok_ok" => Card::Fine,
            "tok_declined" => Card::Declined,
            "tok_slow" => Card::Slow,
            "tok_unknown" => Card::Unknown,
            _ => Card::Invalid,
        }
    }
}

impl Card {
    fn refusal(self) -> Option<Refusal> {
        match self {
            Card::Declined => Some(Refusal::RejectCardPayment),
            Card::Invalid => Some(Refusal::InvalidBillKeyRequest),
            Card::Fine | Card::Slow | Card::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    const BILLING: &str = r#"{"customerKey":"c1","orderId":"order-1","orderName":"잔치국수","amount":20900}"#;
    const CONFIRM: &str = r#"{"paymentKey":"tok_ok","orderId":"order-1","amount":900}"#;

    proptest! {
        #[test]
        fn a_form_is_read_or_refused(body in like(&[BILLING, CONFIRM])) {
            let billing = access::form::<BillingForm>(body.as_bytes());
            prop_assert!(billing.is_ok() || matches!(billing, Err(Refusal::InvalidRequest)));
            let confirm = access::form::<ConfirmForm>(body.as_bytes());
            prop_assert!(confirm.is_ok() || matches!(confirm, Err(Refusal::InvalidRequest)));
        }

        #[test]
        fn an_order_is_named_in_plain_signs(text in like(&["order-1", "018f7f4e-8a3b-7c11-9d55-0123456789ab", "주문번호"])) {
            prop_assert!(!is_order_id(&text) || text.chars().all(|sign| sign.is_ascii_graphic()));
            let _ = Card::from(text.as_str()).refusal();
        }
    }
}
