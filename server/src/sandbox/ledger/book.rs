//! The ledger in memory: a fold over its records.

use super::{
    super::refusal::Refusal,
    record::{Cancel, Charge, PaymentKey, Record},
};
use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::Arc,
};

#[derive(Default)]
pub struct Book {
    payments: Vec<Payment>,
    by_key: HashMap<PaymentKey, usize>,
    by_order: HashMap<ByOrder, usize>,
    answers: HashMap<Box<str>, Answer>,
}

struct Payment {
    charge: Arc<Charge>,
    cancels: Vec<Cancel>,
}

/// What a call was answered, for the day it is repeated.
enum Answer {
    /// The payment as it was with its first so many cancellations.
    Payment {
        index: usize,
        cancels: usize,
    },
    Refused(Refusal),
}

/// A payment at one moment.
pub struct Statement {
    pub charge: Arc<Charge>,
    pub cancels: Vec<Cancel>,
}

impl Book {
    /// `None`, and nothing entered, if the record speaks of a payment that is not there or gives back more than is left of it.
    pub fn enter(&mut self, record: Record) -> Option<()> {
        let (sameness, answer) = match record {
            Record::Charged { sameness, charge } => (sameness, self.add(charge)),
            Record::Declined { sameness, refusal } => (sameness, Answer::Refused(refusal)),
            Record::Cancelled { sameness, payment, cancel } => {
                let index = *self.by_key.get(&payment)?;
                let payment = self.payments.get_mut(index)?;
                if cancel.amount > payment.left() {
                    return None;
                }
                payment.cancels.push(cancel);
                (sameness, Answer::Payment { index, cancels: payment.cancels.len() })
            }
        };
        if let Some(sameness) = sameness {
            self.answers.insert(sameness.into(), answer);
        }
        Some(())
    }

    fn add(&mut self, charge: Charge) -> Answer {
        let index = self.payments.len();
        let charge = Arc::new(charge);
        self.by_key.insert(charge.key, index);
        self.by_order.insert(ByOrder(charge.clone()), index);
        self.payments.push(Payment { charge, cancels: Vec::new() });
        Answer::Payment { index, cancels: 0 }
    }

    pub fn answered(&self, sameness: Option<&str>) -> Option<Result<Statement, Refusal>> {
        match *self.answers.get(sameness?)? {
            Answer::Payment { index, cancels } => self.payments.get(index).map(|payment| Ok(payment.after(cancels))),
            Answer::Refused(refusal) => Some(Err(refusal)),
        }
    }

    pub fn payment(&self, key: PaymentKey) -> Option<Statement> {
        self.payments.get(*self.by_key.get(&key)?).map(Payment::as_it_stands)
    }

    pub fn payment_of(&self, order_id: &str) -> Option<Statement> {
        self.payments.get(*self.by_order.get(order_id)?).map(Payment::as_it_stands)
    }

    pub fn count(&self) -> usize {
        self.payments.len()
    }

    pub fn payments(&self) -> impl DoubleEndedIterator<Item = Statement> {
        self.payments.iter().map(Payment::as_it_stands)
    }
}

impl Payment {
    /// Won that can still be given back.
    fn left(&self) -> u32 {
        self.cancels.iter().fold(self.charge.amount, |left, cancel| left.saturating_sub(cancel.amount))
    }

    fn as_it_stands(&self) -> Statement {
        self.after(self.cancels.len())
    }

    fn after(&self, cancels: usize) -> Statement {
        Statement { charge: self.charge.clone(), cancels: self.cancels.iter().take(cancels).cloned().collect() }
    }
}

impl Statement {
    pub fn refunded(&self) -> u32 {
        self.cancels.iter().map(|cancel| cancel.amount).sum()
    }

    pub fn balance(&self) -> u32 {
        self.charge.amount.saturating_sub(self.refunded())
    }

    /// The gateway's word for it.
    pub fn status(&self) -> &'static str {
        match (self.refunded(), self.balance()) {
            (0, _) => "DONE",
            (_, 0) => "CANCELED",
            _ => "PARTIAL_CANCELED",
        }
    }
}

/// A charge found by its order's id, without a second copy of the id.
struct ByOrder(Arc<Charge>);

impl Borrow<str> for ByOrder {
    fn borrow(&self) -> &str {
        &self.0.order_id
    }
}

impl Hash for ByOrder {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.order_id.hash(state);
    }
}

impl PartialEq for ByOrder {
    fn eq(&self, other: &ByOrder) -> bool {
        self.0.order_id == other.0.order_id
    }
}

impl Eq for ByOrder {}
