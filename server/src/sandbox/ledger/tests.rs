//! A ledger's file that something else has written to.

use super::{super::testing::Directory, *};
use std::fs;

const CHARGED: &str = r#"{"kind":"charged","sameness":"/v1/billing/tok_ok 1","charge":{"key":"sandbox_018f7f4e8a3b7c119d550123456789ab","order_id":"order-1","order_name":"잔치국수","amount":20900,"by_saved_card":true,"at":"2026-11-20T09:30:00Z"}}"#;
const CANCELLED: &str = r#"{"kind":"cancelled","sameness":null,"payment":"sandbox_018f7f4e8a3b7c119d550123456789ab","cancel":{"key":"018f7f4e-8a3b-7c11-9d55-0123456789ac","amount":900,"reason":"국수가 떨어졌어요","at":"2026-11-20T09:31:00Z"}}"#;

fn opened(lines: &[&str]) -> Result<Ledger, LedgerError> {
    let data = Directory::new();
    fs::write(data.path().join("sandbox-payments.jsonl"), lines.concat()).unwrap();
    Ledger::open(data.path())
}

#[test]
fn a_ledger_that_gives_back_more_than_was_paid_is_damaged() {
    let all = CANCELLED.replace("900", "20900");
    let whole = opened(&[CHARGED, "\n", &all, "\n"]).unwrap().payments();
    assert_eq!((whole[0].refunded(), whole[0].balance()), (20_900, 0));
    let most = CANCELLED.replace("900", "4294967295");
    for more in [most.as_str(), CANCELLED] {
        let damaged = opened(&[CHARGED, "\n", &all, "\n", more, "\n"]).err();
        assert!(matches!(damaged, Some(LedgerError::Damaged { line: 3, .. })), "{damaged:?}");
    }
}
