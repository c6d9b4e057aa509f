use super::{Breaches, Evidence};
use domain::order::{Order, PaymentStatus, Status};
use std::collections::HashSet;

/// The crowd has seen every order as far as people take it, so whatever is left is the program's to bring to an end.
pub fn are_reached(evidence: &Evidence) -> Breaches {
    let cared_for: HashSet<_> = evidence.tables.tasks.iter().map(|(order, _)| *order).collect();
    let stuck = evidence.orders().filter(|order| !is_at_its_end(order) && !cared_for.contains(&order.id.0));
    stuck.map(|order| format!("{} stays {:?}, {:?}", order.id, order.status, order.payment.status)).collect()
}

/// And the money is where it belongs.
fn is_at_its_end(order: &Order) -> bool {
    match order.status {
        Status::Completed => order.payment.status == PaymentStatus::Paid,
        Status::Expired | Status::Rejected | Status::Cancelled => {
            matches!(order.payment.status, PaymentStatus::Declined | PaymentStatus::Void | PaymentStatus::Refunded)
        }
        _ => false,
    }
}
