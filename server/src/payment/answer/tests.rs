//! A gateway may answer anything; only what is certain counts.

use super::*;
use crate::nonsense::like;
use proptest::{prelude::*, sample::select};

pub const ORDER: &str = "018f7f4e-8a3b-7c11-9d55-0123456789ab";

const WORDS: [&str; 5] = [
    r#"{"paymentKey":"sandbox_1","orderId":"018f7f4e-8a3b-7c11-9d55-0123456789ab","status":"DONE","totalAmount":20900,"balanceAmount":20900,"approvedAt":"2026-11-20T18:30:00+09:00","cancels":null}"#,
    r#"{"paymentKey":"sandbox_1","orderId":"018f7f4e-8a3b-7c11-9d55-0123456789ab","status":"PARTIAL_CANCELED","totalAmount":20900,"balanceAmount":900,"approvedAt":null,"cancels":[{"canceledAt":"2026-11-20T18:31:00+09:00"}]}"#,
    r#"{"code":"REJECT_CARD_PAYMENT","message":"한도초과 혹은 잔액부족으로 결제에 실패했습니다."}"#,
    r#"{"code":"NOT_FOUND_PAYMENT"}"#,
    "<html>502 Bad Gateway</html>",
];

/// A status and a body.
pub fn any_reply() -> impl Strategy<Value = (u16, String)> {
    (prop_oneof![2 => Just(200_u16), 1 => select(vec![400_u16, 401, 403, 404, 429, 500, 502]), 1 => 100..1_000_u16], like(&WORDS))
}

pub fn answer((status, body): (u16, String)) -> Answer {
    Answer::from(Reply::Answer { status: StatusCode::from_u16(status).unwrap(), body: body.into() })
}

proptest! {
    #[test]
    fn only_a_success_is_a_payment_and_only_the_callers_fault_a_no(reply in any_reply()) {
        match answer(reply.clone()) {
            Answer::Payment(_) => prop_assert!((200..300).contains(&reply.0)),
            Answer::No(failure) => {
                prop_assert!((400..500).contains(&reply.0) && !matches!(reply.0, 401 | 429));
                prop_assert!(failure.sentence().starts_with(&failure.code));
            }
            Answer::Unavailable { why, .. } => prop_assert!(matches!(reply.0, 401 | 429) && !why.is_empty()),
            Answer::Unknown { why } => prop_assert!(!why.is_empty()),
        }
    }
}
