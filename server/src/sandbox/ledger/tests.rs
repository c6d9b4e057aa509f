//! A ledger's file that something else has written to.

use super::{
    super::{testing::Directory, wire},
    *,
};
use crate::nonsense::like;
use proptest::{collection::vec, prelude::*};
use std::fs;

const CHARGED: &str = r#"{"kind":"charged","sameness":"/v1/billing/tok_ok 1","charge":{"key":"sandbox_018f7f4e8a3b7c119d550123456789ab","order_id":"order-1","order_name":"잔치국수","amount":20900,"by_saved_card":true,"at":"2026-11-20T09:30:00Z"}}"#;
const CANCELLED: &str = r#"{"kind":"cancelled","sameness":null,"payment":"sandbox_018f7f4e8a3b7c119d550123456789ab","cancel":{"key":"018f7f4e-8a3b-7c11-9d55-0123456789ac","amount":900,"reason":"국수가 떨어졌어요","at":"2026-11-20T09:31:00Z"}}"#;
const DECLINED: &str = r#"{"kind":"declined","sameness":"/v1/billing/tok_declined 2","refusal":"REJECT_CARD_PAYMENT"}"#;

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_stands_in_the_file_adds_up_or_is_damaged(
        lines in vec(like(&[CHARGED, CANCELLED, DECLINED]), 0..6), torn in any::<bool>(),
    ) {
        let lines = [CHARGED].into_iter().chain(lines.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
        match opened(&[&lines, if torn { "" } else { "\n" }]) {
            Ok(ledger) => {
                for statement in ledger.payments() {
                    prop_assert_eq!(statement.refunded() + statement.balance(), statement.charge.amount);
                    let _ = wire::payment(&statement);
                    prop_assert!(ledger.payment(&statement.charge.key.to_string()).is_some());
                }
            }
            Err(error) => prop_assert!(matches!(error, LedgerError::Damaged { .. }), "{error}"),
        }
    }
}
