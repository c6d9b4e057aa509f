//! The client against the sandbox, over real connections.

use super::*;
use crate::sandbox::testing::{Directory, TestSandbox};
use axum::{
    Router,
    body::{Body, Bytes},
};
use domain::{AccountId, Money, OrderId, TaskId, text::CardToken};
use futures::stream;
use serde_json::{Value, json};
use std::{convert::Infallible, time::Duration};
use tokio::{
    net::{TcpListener, TcpSocket},
    task::JoinSet,
};
use uuid::Uuid;

struct Shop {
    sandbox: TestSandbox,
    gateway: PaymentGateway,
    _data: Directory,
}

impl Shop {
    async fn open() -> Shop {
        Shop::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut GatewaySettings)) -> Shop {
        let data = Directory::new();
        let sandbox = TestSandbox::start(&data).await;
        let mut settings = GatewaySettings::sandbox(&sandbox.url);
        change(&mut settings);
        Shop { gateway: PaymentGateway::new(&settings).unwrap(), sandbox, _data: data }
    }

    /// One that has no patience for `tok_slow`.
    async fn impatient() -> Shop {
        Shop::with(|settings| settings.total_timeout = Duration::from_secs(2)).await
    }

    async fn charged(&self, amount: u32) -> (OrderId, String) {
        let request = charge("tok_ok", amount);
        match self.gateway.charge(&request).await {
            ChargeOutcome::Approved { payment_key, .. } => (request.order, payment_key),
            other => panic!("{other:?}"),
        }
    }
}

fn charge(card: &str, amount: u32) -> ChargeRequest {
    ChargeRequest {
        key: TaskId(Uuid::new_v4()),
        order: OrderId(Uuid::new_v4()),
        order_name: "잔치국수 외 1건".to_owned(),
        customer: AccountId(Uuid::new_v4()),
        amount: Money::won(amount),
        card: CardToken::try_from(card.to_owned()).unwrap(),
    }
}

fn refund(payment_key: &str, amount: u32) -> RefundRequest {
    let (payment_key, reason) = (payment_key.to_owned(), "가게 사정".to_owned());
    RefundRequest { key: TaskId(Uuid::new_v4()), payment_key, amount: Money::won(amount), reason }
}

fn found(amount: u32, refunded: u32) -> impl Fn(&Lookup) -> bool {
    move |lookup| matches!(lookup, Lookup::Charged { amount: a, refunded: r, .. } if *a == Money::won(amount) && *r == Money::won(refunded))
}

#[tokio::test]
async fn an_approved_charge_is_in_the_ledger() {
    let shop = Shop::open().await;
    let (order, payment_key) = shop.charged(20_900).await;
    let row = &shop.sandbox.payments().await[0];
    assert_eq!((&row["order_id"], &row["payment_key"]), (&json!(order), &json!(payment_key)));
    assert_eq!((&row["amount"], &row["refunded"], &row["status"]), (&json!(20_900), &json!(0), &json!("DONE")));
    assert_eq!(
        shop.gateway.find(order).await,
        Lookup::Charged { payment_key, amount: Money::won(20_900), refunded: Money::ZERO }
    );
}

#[tokio::test]
async fn a_declined_card_is_charged_nothing() {
    let shop = Shop::open().await;
    for (card, reason) in [
        ("tok_declined", "REJECT_CARD_PAYMENT"),
        ("tok_nobody", "INVALID_BILL_KEY_REQUEST"),
        ("..", "INVALID_BILL_KEY_REQUEST"),
        ("../payments/confirm?", "INVALID_BILL_KEY_REQUEST"),
    ] {
        let request = charge(card, 20_900);
        assert!(matches!(shop.gateway.charge(&request).await, ChargeOutcome::Declined { code, .. } if code == reason), "{card}");
        assert_eq!(shop.gateway.find(request.order).await, Lookup::NotFound);
    }
    assert_eq!(shop.sandbox.payments().await.len(), 0);
}

#[tokio::test]
async fn an_answer_that_is_too_slow_is_unknown_and_a_lookup_finds_the_charge() {
    let shop = Shop::impatient().await;
    let request = charge("tok_slow", 20_900);
    let outcome = shop.gateway.charge(&request).await;
    assert!(matches!(outcome, ChargeOutcome::Unknown { .. }), "{outcome:?}");
    assert!(found(20_900, 0)(&shop.gateway.find(request.order).await));
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_a_lookup_finds_the_charge() {
    let shop = Shop::open().await;
    let request = charge("tok_unknown", 20_900);
    let outcome = shop.gateway.charge(&request).await;
    assert!(matches!(outcome, ChargeOutcome::Unknown { .. }), "{outcome:?}");
    assert!(found(20_900, 0)(&shop.gateway.find(request.order).await));
    assert!(matches!(shop.gateway.charge(&request).await, ChargeOutcome::Approved { .. }), "asked again with the same key");
    assert_eq!(shop.sandbox.payments().await.len(), 1);
}

#[tokio::test]
async fn a_repeated_charge_is_the_same_charge() {
    let shop = Shop::open().await;
    let request = charge("tok_ok", 20_900);
    let first = shop.gateway.charge(&request).await;
    assert!(matches!(first, ChargeOutcome::Approved { .. }));
    assert_eq!(shop.gateway.charge(&request).await, first);
    assert_eq!(shop.sandbox.payments().await.len(), 1);
}

#[tokio::test]
async fn charges_repeated_at_the_same_moment_see_one_result() {
    let shop = Shop::open().await;
    let request = charge("tok_ok", 20_900);
    let mut calls = JoinSet::new();
    for _ in 0..16 {
        let (gateway, request) = (shop.gateway.clone(), request.clone());
        calls.spawn(async move { gateway.charge(&request).await });
    }
    let outcomes = calls.join_all().await;
    assert!(matches!(outcomes[0], ChargeOutcome::Approved { .. }));
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]));
    assert_eq!(shop.sandbox.payments().await.len(), 1);
}

#[tokio::test]
async fn a_second_charge_for_an_order_is_never_made_and_says_so_by_being_unknown() {
    let shop = Shop::open().await;
    let request = charge("tok_ok", 20_900);
    shop.gateway.charge(&request).await;
    let again = ChargeRequest { key: TaskId(Uuid::new_v4()), ..request };
    let outcome = shop.gateway.charge(&again).await;
    assert!(matches!(outcome, ChargeOutcome::Unknown { why } if why.starts_with("DUPLICATED_ORDER_ID")));
    assert_eq!(shop.sandbox.payments().await.len(), 1);
}

#[tokio::test]
async fn a_declined_order_can_be_paid_with_another_card() {
    let shop = Shop::open().await;
    let declined = charge("tok_declined", 20_900);
    shop.gateway.charge(&declined).await;
    let again = ChargeRequest { order: declined.order, ..charge("tok_ok", 20_900) };
    assert!(matches!(shop.gateway.charge(&again).await, ChargeOutcome::Approved { .. }));
}

#[tokio::test]
async fn a_refund_gives_everything_back() {
    let shop = Shop::open().await;
    let (order, payment_key) = shop.charged(20_900).await;
    let outcome = shop.gateway.refund(&refund(&payment_key, 20_900)).await;
    assert!(matches!(outcome, RefundOutcome::Refunded { .. }), "{outcome:?}");
    assert!(found(20_900, 20_900)(&shop.gateway.find(order).await));
    assert_eq!(shop.sandbox.payments().await[0]["status"], "CANCELED");
}

#[tokio::test]
async fn a_repeated_refund_refunds_once() {
    let shop = Shop::open().await;
    let (order, payment_key) = shop.charged(20_900).await;
    let part = refund(&payment_key, 900);
    let first = shop.gateway.refund(&part).await;
    assert_eq!(shop.gateway.refund(&part).await, first);
    assert!(found(20_900, 900)(&shop.gateway.find(order).await));
}

#[tokio::test]
async fn no_more_is_refunded_than_was_charged() {
    let shop = Shop::open().await;
    let (order, payment_key) = shop.charged(20_900).await;
    let refused = |outcome, expected: &str| matches!(outcome, RefundOutcome::Refused { code, .. } if code == expected);
    assert!(refused(shop.gateway.refund(&refund(&payment_key, 20_901)).await, "NOT_CANCELABLE_AMOUNT"));
    shop.gateway.refund(&refund(&payment_key, 20_900)).await;
    assert!(refused(shop.gateway.refund(&refund(&payment_key, 1)).await, "ALREADY_CANCELED_PAYMENT"));
    assert!(refused(shop.gateway.refund(&refund("sandbox_nothing", 1)).await, "NOT_FOUND_PAYMENT"));
    assert!(found(20_900, 20_900)(&shop.gateway.find(order).await));
}

#[tokio::test]
async fn a_refund_without_a_reason_is_made_all_the_same() {
    let shop = Shop::open().await;
    let (_, payment_key) = shop.charged(20_900).await;
    let silent = RefundRequest { reason: " ".to_owned(), ..refund(&payment_key, 20_900) };
    assert!(matches!(shop.gateway.refund(&silent).await, RefundOutcome::Refunded { .. }));
}

#[tokio::test]
async fn a_gateway_that_is_down_is_unavailable_and_nothing_is_done() {
    let shop = Shop::open().await;
    let (_, payment_key) = shop.charged(900).await;
    shop.sandbox.set(json!({ "payment": { "down": true } })).await;
    let request = charge("tok_ok", 20_900);
    for _ in 0..2 {
        let outcome = shop.gateway.charge(&request).await;
        assert!(matches!(outcome, ChargeOutcome::Unavailable { retry_after: None, .. }), "{outcome:?}");
    }
    let outcome = shop.gateway.refund(&refund(&payment_key, 900)).await;
    assert!(matches!(outcome, RefundOutcome::Unavailable { .. }), "{outcome:?}");
    assert!(matches!(shop.gateway.find(request.order).await, Lookup::Unknown { .. }));
    let ledger: Vec<Value> = shop.sandbox.payments().await;
    assert_eq!((ledger.len(), &ledger[0]["refunded"]), (1, &json!(0)));

    shop.sandbox.set(json!({})).await;
    assert!(matches!(shop.gateway.charge(&request).await, ChargeOutcome::Approved { .. }));
}

#[tokio::test]
async fn a_gateway_that_stays_down_is_left_alone_for_a_while() {
    let shop = Shop::open().await;
    shop.sandbox.set(json!({ "payment": { "down": true } })).await;
    for _ in 0..5 {
        shop.gateway.charge(&charge("tok_ok", 20_900)).await;
    }
    shop.sandbox.set(json!({})).await;
    let outcome = shop.gateway.charge(&charge("tok_ok", 20_900)).await;
    assert!(matches!(outcome, ChargeOutcome::Unavailable { retry_after: Some(1..=5), .. }), "{outcome:?}");
    assert_eq!(shop.sandbox.payments().await.len(), 0, "it was not even asked");
}

#[tokio::test]
async fn many_declines_are_answers_and_open_no_breaker() {
    let shop = Shop::open().await;
    for _ in 0..40 {
        assert!(matches!(shop.gateway.charge(&charge("tok_declined", 20_900)).await, ChargeOutcome::Declined { .. }));
    }
    assert!(matches!(shop.gateway.charge(&charge("tok_ok", 20_900)).await, ChargeOutcome::Approved { .. }));
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_unavailable() {
    // Taken, so that no other test gets it, and nobody listens.
    let nobody = TcpSocket::new_v4().unwrap();
    nobody.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", nobody.local_addr().unwrap());
    let gateway = PaymentGateway::new(&GatewaySettings::sandbox(url)).unwrap();
    assert!(matches!(gateway.charge(&charge("tok_ok", 1)).await, ChargeOutcome::Unavailable { .. }));
}

#[tokio::test]
async fn an_answer_without_an_end_is_unknown_and_not_kept_in_memory() {
    let spaces = || Ok::<_, Infallible>(Bytes::from_static(&[b' '; 65_536]));
    let endless = Router::new().fallback(async move || Body::from_stream(stream::repeat_with(spaces)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, endless).await });
    let gateway = PaymentGateway::new(&GatewaySettings::sandbox(url)).unwrap();
    let outcome = gateway.charge(&charge("tok_ok", 1)).await;
    assert!(matches!(&outcome, ChargeOutcome::Unknown { why } if why == "an answer that is too long"), "{outcome:?}");
}

#[tokio::test]
async fn a_key_that_the_gateway_does_not_know_charges_nothing() {
    let shop = Shop::with(|settings| settings.secret_key = "live_sk_real".to_owned()).await;
    let outcome = shop.gateway.charge(&charge("tok_ok", 20_900)).await;
    assert!(matches!(outcome, ChargeOutcome::Unavailable { why, .. } if why.starts_with("UNAUTHORIZED_KEY")));
    assert_eq!(shop.sandbox.payments().await.len(), 0);
}

#[tokio::test]
async fn a_failing_gateway_leaves_the_outcome_unknown_and_the_same_key_can_try_again() {
    let shop = Shop::open().await;
    shop.sandbox.set(json!({ "payment": { "error_rate": 1 } })).await;
    let request = charge("tok_ok", 20_900);
    assert!(matches!(shop.gateway.charge(&request).await, ChargeOutcome::Unknown { .. }));
    assert!(matches!(shop.gateway.find(request.order).await, Lookup::Unknown { .. }));
    shop.sandbox.set(json!({})).await;
    assert_eq!(shop.gateway.find(request.order).await, Lookup::NotFound);
    assert!(matches!(shop.gateway.charge(&request).await, ChargeOutcome::Approved { .. }));
}

#[tokio::test]
async fn a_gateway_that_loses_its_answers_does_the_work_once() {
    let shop = Shop::open().await;
    let (order, payment_key) = shop.charged(20_900).await;
    shop.sandbox.set(json!({ "payment": { "drop_rate": 1 } })).await;
    let request = refund(&payment_key, 20_900);
    assert!(matches!(shop.gateway.refund(&request).await, RefundOutcome::Unknown { .. }));
    let lost = charge("tok_ok", 900);
    assert!(matches!(shop.gateway.charge(&lost).await, ChargeOutcome::Unknown { .. }));
    shop.sandbox.set(json!({})).await;
    assert!(matches!(shop.gateway.refund(&request).await, RefundOutcome::Refunded { .. }));
    assert!(found(20_900, 20_900)(&shop.gateway.find(order).await));
    assert!(found(900, 0)(&shop.gateway.find(lost.order).await));
}

#[tokio::test]
async fn a_decline_stays_a_decline_for_its_key() {
    let shop = Shop::open().await;
    shop.sandbox.set(json!({ "payment": { "decline_rate": 1 } })).await;
    let request = charge("tok_ok", 20_900);
    let declined = shop.gateway.charge(&request).await;
    assert!(matches!(declined, ChargeOutcome::Declined { ref code, .. } if code == "REJECT_CARD_COMPANY"));
    shop.sandbox.set(json!({})).await;
    assert_eq!(shop.gateway.charge(&request).await, declined);
}

#[tokio::test]
async fn a_late_answer_within_the_patience_is_an_answer() {
    let shop = Shop::open().await;
    shop.sandbox.set(json!({ "payment": { "latency_ms": 50 } })).await;
    let began = std::time::Instant::now();
    shop.charged(20_900).await;
    assert!(began.elapsed() >= Duration::from_millis(50));
}

#[test]
fn a_wrong_address_is_refused_with_a_sentence() {
    for wrong in ["", "sandbox:8089", "ftp://sandbox"] {
        let error = PaymentGateway::new(&GatewaySettings::sandbox(wrong)).err().unwrap().to_string();
        assert!(error.contains("is not one"), "{error}");
    }
}
