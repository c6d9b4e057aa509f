//! Telling people what became of their orders.
//!
//! [`told`] says who is told what. A subscriber writes a row of the ledger for each change, recipient and channel; the [`Sender`]
//! brings those of outbound channels to their vendor, again and again if it must, and writes down how it went.

pub mod alimtalk;
mod entry;
mod outbox;
mod sender;
mod templates;
mod told;

pub use entry::entry_id;
pub use outbox::{Attempt, DueMessage, Outbox, Recorded};
pub use sender::Sender;
pub use told::{Message, told};
