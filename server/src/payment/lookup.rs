//! Asking what became of an order's payment: `GET /v1/payments/orders/{orderId}`.

use super::{
    PaymentGateway,
    answer::{Answer, Payment, Status},
    observed::observed,
};
use domain::{Money, OrderId};

#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// `amount` was charged, and `refunded` of it given back since.
    Charged { payment_key: String, amount: Money, refunded: Money },
    /// Nothing is charged at this moment. A charge that is still on its way can yet arrive.
    NotFound,
    /// Nobody could say.
    Unknown { why: String },
}

impl PaymentGateway {
    pub async fn find(&self, order: OrderId) -> Lookup {
        let span = tracing::info_span!("payment", operation = "find", %order);
        observed("find", span, Lookup::label, async {
            let path = ["v1", "payments", "orders", &order.to_string()];
            match self.exchange.get(&path).await.into() {
                Answer::Payment(payment) => found(payment),
                Answer::No(no) if no.code == "NOT_FOUND_PAYMENT" => Lookup::NotFound,
                Answer::No(no) => Lookup::Unknown { why: no.sentence() },
                Answer::Unavailable { why, .. } | Answer::Unknown { why } => Lookup::Unknown { why },
            }
        })
        .await
    }
}

fn found(payment: Payment) -> Lookup {
    let Payment { payment_key, status, total_amount, balance_amount, .. } = payment;
    match (status, total_amount.minus(balance_amount)) {
        (Status::Done | Status::Canceled | Status::PartialCanceled, Ok(refunded)) => {
            Lookup::Charged { payment_key, amount: total_amount, refunded }
        }
        (Status::Aborted | Status::Expired, _) => Lookup::NotFound,
        (status, _) => Lookup::Unknown { why: format!("answered {status:?}, {balance_amount} won left of {total_amount}") },
    }
}

impl Lookup {
    fn label(&self) -> &'static str {
        match self {
            Lookup::Charged { .. } => "charged",
            Lookup::NotFound => "not_found",
            Lookup::Unknown { .. } => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payment::answer::tests::{answer, any_reply};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn never_more_was_refunded_than_charged(reply in any_reply()) {
            let Answer::Payment(payment) = answer(reply) else { return Ok(()) };
            if let Lookup::Charged { amount, refunded, .. } = found(payment) {
                prop_assert!(refunded <= amount);
            }
        }
    }
}
