//! A payment as the gateway writes it (`Payment`, API version 2022-11-16, <https://docs.tosspayments.com/reference#payment-객체>).
//! Fields of other means of payment than cards are there and `null`, as they are from the real one.

use super::ledger::Statement;
use axum::{Json, response::IntoResponse};
use domain::Timestamp;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payment<'a> {
    m_id: &'static str,
    version: &'static str,
    payment_key: &'a str,
    last_transaction_key: String,
    r#type: &'static str,
    order_id: &'a str,
    order_name: &'a str,
    method: &'static str,
    status: &'static str,
    requested_at: &'a str,
    approved_at: &'a str,
    currency: &'static str,
    country: &'static str,
    total_amount: u32,
    balance_amount: u32,
    supplied_amount: u32,
    vat: u32,
    tax_free_amount: u32,
    tax_exemption_amount: u32,
    use_escrow: bool,
    culture_expense: bool,
    is_partial_cancelable: bool,
    card: Card,
    cancels: Option<Vec<Cancel<'a>>>,
    #[serde(flatten)]
    absent: Absent,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Card {
    amount: u32,
    issuer_code: &'static str,
    acquirer_code: &'static str,
    number: &'static str,
    installment_plan_months: u32,
    approve_no: &'static str,
    use_card_point: bool,
    card_type: &'static str,
    owner_type: &'static str,
    acquire_status: &'static str,
    is_interest_free: bool,
    interest_payer: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cancel<'a> {
    transaction_key: String,
    cancel_reason: &'a str,
    cancel_amount: u32,
    refundable_amount: u32,
    tax_free_amount: u32,
    tax_exemption_amount: u32,
    easy_pay_discount_amount: u32,
    canceled_at: String,
    cancel_status: &'static str,
    cancel_request_id: Value,
    receipt_key: Value,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Absent {
    virtual_account: Value,
    transfer: Value,
    mobile_phone: Value,
    gift_certificate: Value,
    easy_pay: Value,
    cash_receipt: Value,
    cash_receipts: Value,
    discount: Value,
    secret: Value,
    failure: Value,
    receipt: Value,
    checkout: Value,
    metadata: Value,
}

pub fn payment(statement: &Statement) -> impl IntoResponse + use<> {
    let charge = &statement.charge;
    let (key, at) = (charge.key.to_string(), in_korea(charge.at));
    let vat = vat(statement.balance());
    Json(Payment {
        m_id: "sandbox",
        version: "2022-11-16",
        payment_key: &key,
        last_transaction_key: statement.cancels.last().map_or_else(|| key.clone(), |cancel| cancel.key.simple().to_string()),
        r#type: if charge.by_saved_card { "BILLING" } else { "NORMAL" },
        order_id: &charge.order_id,
        order_name: &charge.order_name,
        method: "카드",
        status: statement.status(),
        requested_at: &at,
        approved_at: &at,
        currency: "KRW",
        country: "KR",
        total_amount: charge.amount,
        balance_amount: statement.balance(),
        supplied_amount: statement.balance() - vat,
        vat,
        tax_free_amount: 0,
        tax_exemption_amount: 0,
        use_escrow: false,
        culture_expense: false,
        is_partial_cancelable: true,
        card: card(charge.amount),
        cancels: cancels(statement),
        absent: Absent::default(),
    })
    .into_response()
}

/// The eleventh part of a price that includes it, rounded to the nearest won.
fn vat(amount: u32) -> u32 {
    amount / 11 + u32::from(amount % 11 > 5)
}

fn card(amount: u32) -> Card {
    Card {
        amount,
        issuer_code: "61",
        acquirer_code: "31",
        number: "43301234****123*",
        installment_plan_months: 0,
        approve_no: "00000000",
        use_card_point: false,
        card_type: "신용",
        owner_type: "개인",
        acquire_status: "READY",
        is_interest_free: false,
        interest_payer: Value::Null,
    }
}

/// `null` until there is one.
fn cancels(statement: &Statement) -> Option<Vec<Cancel<'_>>> {
    let mut left = statement.charge.amount;
    let cancels = statement.cancels.iter().map(|cancel| {
        left = left.saturating_sub(cancel.amount);
        Cancel {
            transaction_key: cancel.key.simple().to_string(),
            cancel_reason: &cancel.reason,
            cancel_amount: cancel.amount,
            refundable_amount: left,
            tax_free_amount: 0,
            tax_exemption_amount: 0,
            easy_pay_discount_amount: 0,
            canceled_at: in_korea(cancel.at),
            cancel_status: "DONE",
            cancel_request_id: Value::Null,
            receipt_key: Value::Null,
        }
    });
    (!statement.cancels.is_empty()).then(|| cancels.collect())
}

/// `2026-11-20T18:30:00+09:00`: whole seconds of the clock in Seoul, as the gateway writes them.
pub fn in_korea(at: Timestamp) -> String {
    let mut text = at.plus_seconds(9 * 3_600).to_string();
    text.truncate("2026-11-20T18:30:00".len());
    text + "+09:00"
}
