//! A vendor may answer anything; only what is certain counts.

use super::*;
use crate::nonsense::like;
use proptest::{prelude::*, sample::select};

const WORDS: [&str; 6] = [
    r#"{"messages":[{"messageId":"m1","requestStatusCode":"A000","requestStatusDesc":"성공"}]}"#,
    r#"{"messages":[{"messageId":"m1","requestStatusCode":"A007","requestStatusDesc":null},{"messageId":"m2","requestStatusCode":"A000"}],"hasMore":true}"#,
    r#"{"content":"주문이 접수됐어요","buttons":[{"linkMobile":"https://hansang.test/orders/1"},{"linkMobile":null}]}"#,
    r#"{"error":{"errorCode":"200","message":"Authentication Failed"}}"#,
    r#"{"status":400,"error":"Bad Request","message":"to is not a mobile phone number: 01012345678"}"#,
    "",
];

/// A status and a body.
pub fn any_reply() -> impl Strategy<Value = (u16, String)> {
    (prop_oneof![2 => Just(202_u16), 1 => select(vec![400_u16, 401, 404, 413, 422, 429, 500]), 1 => 100..1_000_u16], like(&WORDS))
}

pub fn answer<T: DeserializeOwned>((status, body): (u16, String)) -> Answer<T> {
    Answer::from(Reply::Answer { status: StatusCode::from_u16(status).unwrap(), body: body.into() })
}

fn is_certain<T: DeserializeOwned>(reply: &(u16, String)) -> Result<(), TestCaseError> {
    match answer::<T>(reply.clone()) {
        Answer::Yes(_) => prop_assert!((200..300).contains(&reply.0)),
        Answer::No { why } => prop_assert!(matches!(reply.0, 400 | 413 | 422) && !why.is_empty()),
        Answer::None => prop_assert!(reply.0 == 404 && reply.1.is_empty()),
        Answer::Unavailable { why } => prop_assert!((400..500).contains(&reply.0) && !why.is_empty()),
        Answer::Unknown { why } => prop_assert!(!why.is_empty()),
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_answer_is_taken_for_what_it_is(reply in any_reply()) {
        is_certain::<Taken>(&reply)?;
        is_certain::<List>(&reply)?;
        is_certain::<Kept>(&reply)?;
    }
}
