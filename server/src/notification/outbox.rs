//! Ledger rows that have to go out, one channel's at a time.

use async_trait::async_trait;
use domain::{NotificationId, OrderId, Timestamp, account::Phone};

/// The ledger as the sender sees it; SQLite and PostgreSQL each have one.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Takes up to `limit` messages that are due: they are this sender's for half a minute, then anybody's again.
    async fn lease(&self, limit: i64) -> Result<Vec<DueMessage>, sqlx::Error>;
    /// Writes down how attempts went, all in one transaction. One whose lease has passed on is left to its new holder, unless it was sent.
    async fn record(&self, attempts: &[Attempt]) -> Result<(), sqlx::Error>;
    /// How many messages are not at an end.
    async fn waiting(&self) -> Result<i64, sqlx::Error>;
}

/// A message on its way.
pub struct DueMessage {
    pub id: NotificationId,
    pub order_id: OrderId,
    /// The recipient's number as it is now; the ledger holds none. None: there is no such account any more.
    pub phone: Option<Phone>,
    pub template: String,
    pub text: String,
    /// When what it tells of happened.
    pub at: Timestamp,
    /// How often it was taken up, this time included.
    pub attempts: i64,
    /// An earlier attempt may have handed it over, and nobody knows.
    pub doubtful: bool,
    /// How often it went wrong while the vendor was there.
    pub failures: i64,
}

/// How an attempt went.
pub struct Attempt {
    pub id: NotificationId,
    /// The attempt's number: that of the lease under which it was made.
    pub number: i64,
    pub recorded: Recorded,
}

pub enum Recorded {
    /// The vendor has it, under this name.
    Sent { reference: String },
    /// To be tried again; `counts` as a failure. `certain`: the vendor has taken nothing this time.
    Failed { why: String, counts: bool, certain: bool, due_at: Timestamp },
    /// Given up: nobody will try again unless told to.
    Dead { why: String },
}
