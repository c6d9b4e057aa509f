//! The Alimtalk vendor's half of the sandbox.

mod accepting;
mod access;
mod ledger;
mod lookup;
mod problem;
mod wire;

pub use accepting::accept;
pub use access::signed_calls_only;
pub use ledger::{Message, MessageLedger};
pub use lookup::{list, show};
pub use problem::Problem;
