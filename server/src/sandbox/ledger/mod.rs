//! What the sandbox ever accepted. Each change is a line in a file before it is answered, so a killed process loses nothing that
//! somebody was told; a change and the check that allows it happen under one short lock.

mod book;
mod record;
#[cfg(test)]
mod tests;

pub use book::Statement;
pub use record::{Charge, PaymentKey};

use super::{
    journal::{Journal, LedgerError},
    refusal::Refusal,
};
use book::Book;
use record::{Cancel, Record};
use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

pub struct Ledger(Mutex<Open>);

struct Open {
    book: Book,
    journal: Journal,
}

/// What a charge came to, now or when it was asked for the first time.
pub struct Settled {
    pub answer: Result<Statement, Refusal>,
    pub replayed: bool,
}

pub struct Cancellation {
    pub payment_key: String,
    /// Won; all that is left when `None`.
    pub amount: Option<u32>,
    pub reason: String,
}

impl Ledger {
    /// Opens the ledger in `data_dir`, or begins one.
    pub fn open(data_dir: &Path) -> Result<Ledger, LedgerError> {
        let mut book = Book::default();
        let journal = Journal::open(data_dir, "sandbox-payments.jsonl", |record| book.enter(record))?;
        Ok(Ledger(Mutex::new(Open { book, journal })))
    }

    /// Charges, or notes that it was `declined`, once for each `sameness`. An order is charged at most once whatever the sameness.
    pub fn charge(&self, sameness: Option<String>, charge: Charge, declined: Option<Refusal>) -> Result<Settled, Refusal> {
        let mut ledger = self.lock();
        if let Some(answer) = ledger.book.answered(sameness.as_deref()) {
            return Ok(Settled { answer, replayed: true });
        }
        if ledger.book.payment_of(&charge.order_id).is_some() {
            return Err(Refusal::DuplicatedOrderId);
        }
        let answer = match declined {
            Some(refusal) => ledger.write(Record::Declined { sameness, refusal }).map(|()| Err(refusal))?,
            None => {
                let key = charge.key;
                ledger.write(Record::Charged { sameness, charge })?;
                ledger.book.payment(key).ok_or(Refusal::FailedInternalSystemProcessing)
            }
        };
        Ok(Settled { answer, replayed: false })
    }

    /// Gives back some or all of what is left of a payment, once for each `sameness`.
    pub fn cancel(&self, sameness: Option<String>, cancellation: Cancellation) -> Result<Statement, Refusal> {
        let mut ledger = self.lock();
        if let Some(answer) = ledger.book.answered(sameness.as_deref()) {
            return answer;
        }
        let key: PaymentKey = cancellation.payment_key.parse().map_err(|_| Refusal::NotFoundPayment)?;
        let left = ledger.book.payment(key).ok_or(Refusal::NotFoundPayment)?.balance();
        let amount = cancellation.amount.unwrap_or(left);
        if left == 0 {
            return Err(Refusal::AlreadyCanceledPayment);
        }
        if amount > left {
            return Err(Refusal::NotCancelableAmount);
        }
        ledger.write(Record::Cancelled { sameness, payment: key, cancel: Cancel::new(amount, cancellation.reason) })?;
        ledger.book.payment(key).ok_or(Refusal::FailedInternalSystemProcessing)
    }

    pub fn payment(&self, key: &str) -> Option<Statement> {
        self.lock().book.payment(key.parse().ok()?)
    }

    pub fn payment_of(&self, order_id: &str) -> Option<Statement> {
        self.lock().book.payment_of(order_id)
    }

    /// Every payment, oldest first.
    pub fn payments(&self) -> Vec<Statement> {
        self.lock().book.payments().collect()
    }

    pub fn count(&self) -> usize {
        self.lock().book.count()
    }

    /// The youngest payments, youngest first.
    pub fn latest(&self, count: usize) -> Vec<Statement> {
        self.lock().book.payments().rev().take(count).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// The file first: what is not in it did not happen.
    fn write(&mut self, record: Record) -> Result<(), Refusal> {
        self.journal
            .append(&record)
            .inspect_err(|error| tracing::error!(%error, "the sandbox could not write its ledger"))
            .map_err(|_| Refusal::FailedInternalSystemProcessing)?;
        self.book.enter(record).ok_or(Refusal::FailedInternalSystemProcessing)
    }
}
