use super::{
    ledger::Ledger,
    testing::{Directory, TestSandbox},
};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{fs, io::Write};
use uuid::Uuid;

fn bill(order: Uuid) -> Value {
    json!({ "customerKey": Uuid::new_v4(), "orderId": order, "orderName": "잔치국수 외 1건", "amount": 20_900 })
}

#[tokio::test]
async fn a_payment_reads_as_the_gateway_writes_it() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let order = Uuid::new_v4();
    let charged: Value = sandbox.post("/v1/billing/tok_ok", &bill(order)).send().await.unwrap().json().await.unwrap();
    let key = charged["paymentKey"].as_str().unwrap();
    assert_eq!(charged["orderId"], json!(order));
    assert_eq!(charged["orderName"], "잔치국수 외 1건");
    assert_eq!((&charged["status"], &charged["method"], &charged["type"]), (&json!("DONE"), &json!("카드"), &json!("BILLING")));
    assert_eq!((&charged["totalAmount"], &charged["balanceAmount"]), (&json!(20_900), &json!(20_900)));
    assert_eq!((&charged["suppliedAmount"], &charged["vat"]), (&json!(19_000), &json!(1_900)));
    assert_eq!((&charged["cancels"], &charged["virtualAccount"]), (&Value::Null, &Value::Null));
    assert!(charged["approvedAt"].as_str().unwrap().ends_with("+09:00"));

    let part = json!({ "cancelReason": "국수가 떨어졌어요", "cancelAmount": 900 });
    let cancelled: Value = sandbox.post(&format!("/v1/payments/{key}/cancel"), &part).send().await.unwrap().json().await.unwrap();
    assert_eq!((&cancelled["status"], &cancelled["balanceAmount"]), (&json!("PARTIAL_CANCELED"), &json!(20_000)));
    assert_eq!(cancelled["cancels"][0]["cancelAmount"], 900);
    assert_eq!(cancelled["cancels"][0]["refundableAmount"], 20_000);
    assert_eq!(cancelled["cancels"][0]["cancelReason"], "국수가 떨어졌어요");

    for path in [format!("/v1/payments/{key}"), format!("/v1/payments/orders/{order}")] {
        assert_eq!(sandbox.get(&path).await.json::<Value>().await.unwrap(), cancelled, "{path}");
    }
}

#[tokio::test]
async fn a_payment_in_the_window_is_confirmed() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let form = json!({ "paymentKey": "tok_ok", "orderId": Uuid::new_v4(), "amount": 900 });
    let payment: Value = sandbox.post("/v1/payments/confirm", &form).send().await.unwrap().json().await.unwrap();
    assert_eq!((&payment["status"], &payment["type"]), (&json!("DONE"), &json!("NORMAL")));
}

#[tokio::test]
async fn a_refusal_has_a_code_and_a_message() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let order = Uuid::new_v4();
    let too_long = "k".repeat(301);
    let asked = [
        (sandbox.post("/v1/billing/tok_declined", &bill(order)), 403, "REJECT_CARD_PAYMENT"),
        (sandbox.post("/v1/billing/tok_nobody", &bill(order)), 400, "INVALID_BILL_KEY_REQUEST"),
        (sandbox.post("/v1/billing/tok_ok", &json!({ "amount": 1 })), 400, "INVALID_REQUEST"),
        (
            sandbox.post("/v1/billing/tok_ok", &json!({ "customerKey": "me", "orderId": "a b", "orderName": "n", "amount": 1 })),
            400,
            "INVALID_ORDER_ID",
        ),
        (sandbox.post("/v1/billing/tok_ok", &bill(order)).header("idempotency-key", too_long), 400, "INVALID_IDEMPOTENCY_KEY"),
        (sandbox.post("/v1/payments/sandbox_nothing/cancel", &json!({ "cancelReason": "x" })), 404, "NOT_FOUND_PAYMENT"),
        (sandbox.post("/v1/nowhere", &json!({})), 404, "NOT_FOUND"),
    ];
    for (request, status, code) in asked {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{code}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["code"], code);
        assert!(!body["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(sandbox.payments().await, Vec::<Value>::new());
}

#[tokio::test]
async fn only_test_keys_are_let_in() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/v1/payments/orders/{}", sandbox.url, Uuid::new_v4());
    let asked = [
        (http.get(&url), StatusCode::FORBIDDEN),
        (http.get(&url).bearer_auth("test_sk_sandbox"), StatusCode::FORBIDDEN),
        (http.get(&url).basic_auth("live_sk_real", Some("")), StatusCode::UNAUTHORIZED),
        (http.get(&url).basic_auth("test_sk_anyone", Some("")), StatusCode::NOT_FOUND),
    ];
    for (request, expected) in asked {
        assert_eq!(request.send().await.unwrap().status(), expected);
    }
}

#[tokio::test]
async fn the_ledger_and_its_answers_outlive_the_process() {
    let data = Directory::new();
    let order = Uuid::new_v4();
    let sandbox = TestSandbox::start(&data).await;
    let charge = bill(order);
    let ask = async |sandbox: &TestSandbox, path: &str, body: &Value| {
        sandbox.post(path, body).header("idempotency-key", "once").send().await.unwrap().text().await.unwrap()
    };
    let first = ask(&sandbox, "/v1/billing/tok_ok", &charge).await;
    let key = serde_json::from_str::<Value>(&first).unwrap()["paymentKey"].as_str().unwrap().to_owned();
    let cancel = format!("/v1/payments/{key}/cancel");
    let reason = json!({ "cancelReason": "마음이 바뀌었어요" });
    let cancelled = ask(&sandbox, &cancel, &reason).await;
    let declined = ask(&sandbox, "/v1/billing/tok_declined", &bill(Uuid::new_v4())).await;
    let ledger = sandbox.payments().await;
    assert_eq!((ledger.len(), &ledger[0]["status"], &ledger[0]["refunded"]), (1, &json!("CANCELED"), &json!(20_900)));
    sandbox.stop().await;

    let sandbox = TestSandbox::start(&data).await;
    assert_eq!(sandbox.payments().await, ledger);
    assert_eq!(ask(&sandbox, "/v1/billing/tok_ok", &charge).await, first);
    assert_eq!(ask(&sandbox, &cancel, &reason).await, cancelled);
    assert_eq!(ask(&sandbox, "/v1/billing/tok_declined", &charge).await, declined);
    assert_eq!(sandbox.payments().await, ledger);
}

#[tokio::test]
async fn a_torn_last_line_is_forgotten_and_written_over() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    sandbox.post("/v1/billing/tok_ok", &bill(Uuid::new_v4())).send().await.unwrap();
    sandbox.stop().await;
    let path = data.path().join("sandbox-payments.jsonl");
    fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(br#"{"kind":"charged","charge":{"ke"#).unwrap();

    let sandbox = TestSandbox::start(&data).await;
    sandbox.post("/v1/billing/tok_ok", &bill(Uuid::new_v4())).send().await.unwrap();
    let ledger = sandbox.payments().await;
    assert_eq!(ledger.len(), 2);
    sandbox.stop().await;
    assert_eq!(Ledger::open(data.path()).unwrap().count(), 2);
}

#[test]
fn a_damaged_line_stops_the_sandbox_with_a_sentence() {
    let data = Directory::new();
    fs::write(data.path().join("sandbox-payments.jsonl"), "{\"kind\":\"gift\"}\n").unwrap();
    let error = Ledger::open(data.path()).err().unwrap().to_string();
    assert!(error.starts_with("line 1 of the sandbox's ledger"), "{error}");
}

#[test]
fn one_process_at_a_time_has_the_ledger() {
    let data = Directory::new();
    let _first = Ledger::open(data.path()).unwrap();
    let error = Ledger::open(data.path()).err().unwrap().to_string();
    assert!(error.contains("in use by another process"), "{error}");
}

#[tokio::test]
async fn faults_are_kept_and_returned_for_every_service() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let quiet = json!({ "latency_ms": 0, "decline_rate": 0.0, "error_rate": 0.0, "drop_rate": 0.0, "down": false });
    let mut all = json!({ "payment": quiet, "message": quiet, "catalogue": { "down": false } });
    assert_eq!(sandbox.get("/faults").await.json::<Value>().await.unwrap(), all);
    sandbox.set(json!({ "payment": { "latency_ms": 5 }, "message": { "down": true }, "catalogue": { "down": true } })).await;
    all["payment"]["latency_ms"] = json!(5);
    all["message"]["down"] = json!(true);
    all["catalogue"]["down"] = json!(true);
    assert_eq!(sandbox.get("/faults").await.json::<Value>().await.unwrap(), all);
}

#[tokio::test]
async fn an_impossible_rate_is_refused() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    for rate in [-0.1, 1.1] {
        let answer = http.put(format!("{}/faults", sandbox.url)).json(&json!({ "payment": { "drop_rate": rate } })).send().await;
        assert_eq!(answer.unwrap().status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_rate_of_a_half_strikes_about_every_other_call() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    sandbox.set(json!({ "payment": { "decline_rate": 0.5 } })).await;
    for _ in 0..200 {
        sandbox.post("/v1/billing/tok_ok", &bill(Uuid::new_v4())).send().await.unwrap();
    }
    // Outside of this lies one run in a hundred million.
    assert!((60..=140).contains(&sandbox.payments().await.len()));
}

#[tokio::test]
async fn the_page_shows_both_ledgers_and_switches_faults() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let empty = sandbox.get("/").await.text().await.unwrap();
    assert!(empty.contains("Nothing was charged yet") && empty.contains("Nobody was told anything yet"));
    let mut charge = bill(Uuid::new_v4());
    charge["orderName"] = json!("<b>국수</b>");
    sandbox.post("/v1/billing/tok_ok", &charge).send().await.unwrap();
    let page = sandbox.get("/").await.text().await.unwrap();
    assert!(page.contains("20,900 ₩") && page.contains("&lt;b&gt;국수") && page.contains("All is well"));

    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    for (service, rate) in [("payment", "0.25"), ("message", "0.75")] {
        let form = [
            ("service", service),
            ("latency_ms", "0"),
            ("decline_rate", "0"),
            ("error_rate", rate),
            ("drop_rate", "0"),
            ("down", "on"),
        ];
        let body = form.map(|(name, value)| format!("{name}={value}")).join("&");
        let post =
            http.post(format!("{}/faults", sandbox.url)).header("content-type", "application/x-www-form-urlencoded").body(body);
        let page = post.send().await.unwrap().text().await.unwrap();
        assert!(page.contains("Down: every call is refused") && page.contains(&format!(r#"value="{rate}""#)), "{service}");
    }
    assert!(!sandbox.get("/").await.text().await.unwrap().contains("All is well"), "the one's faults are not the other's");
}

#[tokio::test]
async fn a_message_without_a_signature_is_not_taken() {
    let data = Directory::new();
    let sandbox = TestSandbox::start(&data).await;
    let path = "/alimtalk/v2/services/any/messages";
    let answer = sandbox.post(path, &json!({ "plusFriendId": "@hansang" })).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    let answer = sandbox.post(path, &json!({})).header("x-ncp-iam-access-key", crate::sandbox::ACCESS_KEY).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(sandbox.get(path).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(sandbox.messages().await.len(), 0);
}
