use super::{Breaches, Evidence};
use domain::{
    OrderId,
    order::{Order, Status},
};
use std::collections::{HashMap, HashSet};

pub fn one_capture_an_order(evidence: &Evidence) -> Breaches {
    let mut seen = HashSet::new();
    let twice = evidence.payments.iter().filter(|payment| !seen.insert(payment.order_id));
    twice.map(|payment| format!("{} was charged again", payment.order_id)).collect()
}

/// For each order, and so for all: the sandbox has kept what the order is worth, and the log says the same of it.
pub fn adds_up(evidence: &Evidence) -> Breaches {
    let mut taken: HashMap<OrderId, (i64, i64)> = HashMap::new();
    for payment in &evidence.payments {
        let (captured, refunded) = taken.entry(payment.order_id).or_default();
        *captured += i64::from(payment.amount);
        *refunded += i64::from(payment.refunded);
    }
    let mut breaches = Vec::new();
    for order in evidence.orders() {
        let (captured, refunded) = taken.remove(&order.id).unwrap_or_default();
        if captured - refunded != worth(order) {
            breaches.push(format!("{}: {:?}, worth {}, kept {}", order.id, order.status, worth(order), captured - refunded));
        }
        let logged = (i64::from(order.payment.charged), i64::from(order.payment.refunded));
        if logged != (captured, refunded) {
            breaches.push(format!("{}: the log says {logged:?}, the gateway {:?}", order.id, (captured, refunded)));
        }
    }
    breaches.extend(taken.keys().map(|order| format!("{order} was charged and is in no log")));
    breaches
}

/// Won: what a customer has paid for and is getting, or has got.
fn worth(order: &Order) -> i64 {
    match order.status {
        Status::AwaitingPayment | Status::Expired | Status::Rejected | Status::Cancelled => 0,
        _ => order.total.into(),
    }
}
