use super::*;
use crate::sandbox::testing::{Directory, TestSandbox};
use serde_json::json;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpSocket;
use uuid::Uuid;

struct Post {
    sandbox: TestSandbox,
    alimtalk: Alimtalk,
    data: Directory,
}

impl Post {
    async fn open() -> Post {
        Post::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut AlimtalkSettings)) -> Post {
        let data = Directory::new();
        let sandbox = TestSandbox::start(&data).await;
        let mut settings = AlimtalkSettings::sandbox(&sandbox.url, "https://hansang.test");
        change(&mut settings);
        Post { alimtalk: Alimtalk::new(&settings).unwrap(), sandbox, data }
    }

    async fn send(&self, letter: &Letter) -> Sending {
        self.alimtalk.send(&letter.note()).await
    }

    async fn find(&self, letter: &Letter) -> Found {
        self.alimtalk.find(&letter.note(), now()).await
    }
}

/// A note that owns what it says.
#[derive(Clone)]
struct Letter {
    id: NotificationId,
    order: OrderId,
    phone: Phone,
    text: String,
}

impl Letter {
    fn new(phone: &str) -> Letter {
        let (id, order) = (NotificationId(Uuid::new_v4()), OrderId(Uuid::new_v4()));
        let text = "[주문 B-4821] 봄날국수의 음식이 도착했어요. 맛있게 드세요!".to_owned();
        Letter { id, order, phone: phone.to_owned().try_into().unwrap(), text }
    }

    fn note(&self) -> Note<'_> {
        Note { id: self.id, order: self.order, phone: &self.phone, template: "delivered_customer", text: &self.text, at: now() }
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp::from_micros(since.as_micros() as i64)
}

const MOBILE: &str = "010-1234-5678";

#[tokio::test]
async fn an_accepted_message_is_in_the_ledger_and_is_found() {
    let post = Post::open().await;
    let letter = Letter::new(MOBILE);
    assert_eq!(post.find(&letter).await, Found::Nothing);
    let Sending::Accepted { reference } = post.send(&letter).await else { panic!("not accepted") };
    let row = &post.sandbox.messages().await[0];
    assert_eq!((&row["id"], &row["order_id"]), (&json!(reference), &json!(letter.order)));
    assert_eq!((&row["template"], &row["to"]), (&json!("delivered_customer"), &json!("01012345678")));
    assert_eq!(row["text"], json!(letter.text));
    assert_eq!(post.find(&letter).await, Found::Sent { reference });
}

#[tokio::test]
async fn without_an_idempotency_key_a_message_handed_over_twice_is_sent_twice() {
    let post = Post::open().await;
    let letter = Letter::new(MOBILE);
    post.send(&letter).await;
    post.send(&letter).await;
    assert_eq!(post.sandbox.messages().await.len(), 2, "which is why the sender looks first");
}

#[tokio::test]
async fn a_message_is_not_mistaken_for_another_one() {
    let post = Post::open().await;
    let sent = Letter::new(MOBILE);
    post.send(&sent).await;
    let other_order = Letter { order: OrderId(Uuid::new_v4()), id: NotificationId(Uuid::new_v4()), ..sent.clone() };
    let other_words = Letter {
        text: "[주문 B-4822] 봄날국수의 음식이 도착했어요. 맛있게 드세요!".to_owned(), ..sent.clone()
    };
    let other_number = Letter { phone: "010-8765-4321".to_owned().try_into().unwrap(), ..sent.clone() };
    for (what, other) in [("order", other_order), ("words", other_words), ("number", other_number)] {
        assert_eq!(post.find(&other).await, Found::Nothing, "{what}");
    }
    assert!(matches!(post.find(&sent).await, Found::Sent { .. }));
}

#[tokio::test]
async fn a_message_is_found_among_more_than_a_page_of_the_like() {
    let post = Post::open().await;
    let sought = Letter::new(MOBILE);
    // A page has a hundred; the vendor knows times to the second.
    for half in 0..2 {
        for letter in 0..60 {
            let is_sought = (half, letter) == (1, 30);
            let letter = if is_sought { sought.clone() } else { Letter::new(MOBILE) };
            post.send(&letter).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    }
    assert!(matches!(post.find(&sought).await, Found::Sent { .. }));
    assert_eq!(post.find(&Letter::new(MOBILE)).await, Found::Nothing);
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_a_look_finds_the_message() {
    let post = Post::open().await;
    post.sandbox.set(json!({ "message": { "drop_rate": 1 } })).await;
    let letter = Letter::new(MOBILE);
    assert!(matches!(post.send(&letter).await, Sending::Unknown { .. }));
    assert!(matches!(post.find(&letter).await, Found::Unknown { .. }));
    post.sandbox.set(json!({})).await;
    assert!(matches!(post.find(&letter).await, Found::Sent { .. }));
}

#[tokio::test]
async fn a_vendor_that_is_down_or_not_there_takes_nothing() {
    let post = Post::open().await;
    post.sandbox.set(json!({ "message": { "down": true } })).await;
    let letter = Letter::new(MOBILE);
    for _ in 0..5 {
        let outcome = post.send(&letter).await;
        assert!(matches!(outcome, Sending::Unavailable { .. }), "{outcome:?}");
    }
    assert!(matches!(post.find(&letter).await, Found::Unavailable { .. }));
    assert_eq!(post.sandbox.messages().await.len(), 0);

    // Taken, so that no other test gets it, and nobody listens.
    let nobody = TcpSocket::new_v4().unwrap();
    nobody.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", nobody.local_addr().unwrap());
    let alimtalk = Alimtalk::new(&AlimtalkSettings::sandbox(url, "https://hansang.test")).unwrap();
    assert!(matches!(alimtalk.send(&letter.note()).await, Sending::Unavailable { .. }));
}

#[tokio::test]
async fn a_failing_vendor_leaves_it_unknown() {
    let post = Post::open().await;
    post.sandbox.set(json!({ "message": { "error_rate": 1 } })).await;
    let letter = Letter::new(MOBILE);
    assert!(matches!(post.send(&letter).await, Sending::Unknown { why } if why.starts_with("500")));
    assert!(matches!(post.find(&letter).await, Found::Unknown { .. }));
}

#[tokio::test]
async fn a_slow_vendor_leaves_it_unknown_and_a_look_finds_the_message() {
    let post = Post::with(|settings| settings.total_timeout = std::time::Duration::from_secs(2)).await;
    post.sandbox.set(json!({ "message": { "latency_ms": 5_000 } })).await;
    let letter = Letter::new(MOBILE);
    assert!(matches!(post.send(&letter).await, Sending::Unknown { .. }));
    post.sandbox.set(json!({})).await;
    assert!(matches!(post.find(&letter).await, Found::Sent { .. }));
}

#[tokio::test]
async fn a_number_that_no_message_reaches_is_refused_for_good() {
    let post = Post::open().await;
    for number in ["02-123-4567", "+1 555 0100 200", "010-1234-56789"] {
        let outcome = post.send(&Letter::new(number)).await;
        assert!(matches!(outcome, Sending::Refused { .. }), "{number}: {outcome:?}");
    }
    assert_eq!(post.sandbox.messages().await.len(), 0);
    assert!(matches!(post.send(&Letter::new("+82 10-1234-5678")).await, Sending::Accepted { .. }));
    assert_eq!(post.sandbox.messages().await[0]["to"], "01012345678");
}

#[tokio::test]
async fn a_template_that_is_not_approved_is_refused_for_good() {
    let post = Post::open().await;
    post.sandbox.set(json!({ "message": { "decline_rate": 1 } })).await;
    assert!(matches!(post.send(&Letter::new(MOBILE)).await, Sending::Refused { why } if why.contains("template")));
}

#[tokio::test]
async fn a_key_that_the_vendor_does_not_know_sends_nothing_and_is_no_fault_of_the_message() {
    type Change = fn(&mut AlimtalkSettings);
    let wrong: [Change; 2] =
        [|settings| settings.access_key = "real".to_owned(), |settings| settings.secret_key = "real".to_owned()];
    for change in wrong {
        let post = Post::with(change).await;
        let letter = Letter::new(MOBILE);
        assert!(matches!(post.send(&letter).await, Sending::Unavailable { why } if why.contains("Authentication Failed")));
        assert!(matches!(post.find(&letter).await, Found::Unavailable { .. }));
        assert_eq!(post.sandbox.messages().await.len(), 0);
    }
}

#[tokio::test]
async fn what_was_accepted_outlives_the_sandbox() {
    let post = Post::open().await;
    post.send(&Letter::new(MOBILE)).await;
    let before = post.sandbox.messages().await;
    post.sandbox.stop().await;
    assert_eq!(TestSandbox::start(&post.data).await.messages().await, before);
}

#[test]
fn a_number_that_the_vendor_repeats_goes_no_further() {
    let said = "400: to 01012345678 (+821012345678) is blocked";
    for written in [MOBILE, "+82 10-1234-5678"] {
        let discreet = call::discreet(said, &written.to_owned().try_into().unwrap());
        assert!(!discreet.contains("1012345678"), "{discreet}");
    }
    assert_eq!(call::discreet("400: 00000000 is none", &"00000000".to_owned().try_into().unwrap()), "400: … is none");
}

#[test]
fn a_wrong_address_is_refused_with_a_sentence() {
    for wrong in ["", "sandbox:8089", "ftp://sandbox"] {
        let error = Alimtalk::new(&AlimtalkSettings::sandbox(wrong, "https://hansang.test")).err().unwrap().to_string();
        assert!(error.contains("is not one"), "{error}");
    }
}
