//! What the gateway did between two moments: `GET /v1/transactions` (<https://docs.tosspayments.com/reference#거래-조회>).

use super::PaymentGateway;
use crate::reply::Reply;
use domain::Timestamp;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Transactions on one page; the gateway gives no more than 5,000.
const PAGE: usize = 1_000;

const SEOUL_SECONDS: i64 = 9 * 3_600;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Transaction {
    transaction_key: String,
    order_id: String,
}

impl PaymentGateway {
    /// The `orderId` of every payment that was approved or cancelled between two moments; why not, if it cannot be said.
    pub async fn touched(&self, from: Timestamp, to: Timestamp) -> Result<BTreeSet<String>, String> {
        let (from, to) = (on_a_clock_in_seoul(from), on_a_clock_in_seoul(to));
        let mut orders = BTreeSet::new();
        let mut last: Option<String> = None;
        loop {
            let limit = PAGE.to_string();
            let mut query = vec![("startDate", from.as_str()), ("endDate", to.as_str()), ("limit", limit.as_str())];
            query.extend(last.as_deref().map(|last| ("startingAfter", last)));
            let page = match self.exchange.list(&["v1", "transactions"], &query).await {
                Reply::Answer { status, body } if status.is_success() => {
                    serde_json::from_slice::<Vec<Transaction>>(&body).map_err(|error| error.to_string())?
                }
                Reply::Answer { status, .. } => return Err(format!("answered {status}")),
                Reply::Unavailable { why, .. } | Reply::Unknown { why } => return Err(why),
            };
            let end = page.last().map(|transaction| transaction.transaction_key.clone());
            // A gateway that gives the same page again has no more to say.
            let is_last = page.len() < PAGE || end == last;
            last = end;
            orders.extend(page.into_iter().map(|transaction| transaction.order_id));
            if is_last {
                return Ok(orders);
            }
        }
    }
}

/// `2026-11-20T09:00:00`: the gateway's moments have no zone.
fn on_a_clock_in_seoul(at: Timestamp) -> String {
    at.plus_seconds(SEOUL_SECONDS).to_string().chars().take(19).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    const PAGE: &str = r#"[{"transactionKey":"t1","orderId":"018f7f4e-8a3b-7c11-9d55-0123456789ab","amount":20900}]"#;

    proptest! {
        #[test]
        fn a_page_is_read_or_refused(page in like(&[PAGE, "[]", "{}"])) {
            if let Ok(transactions) = serde_json::from_str::<Vec<Transaction>>(&page) {
                prop_assert!(transactions.len() <= page.len());
            }
        }

        #[test]
        fn every_moment_is_on_a_clock_in_seoul(micros in any::<i64>()) {
            let written = on_a_clock_in_seoul(Timestamp::from_micros(micros));
            prop_assert_eq!(written.len(), "2026-11-20T09:00:00".len());
            prop_assert!((written + "Z").parse::<Timestamp>().is_ok());
        }
    }
}
