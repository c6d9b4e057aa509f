//! A payment gateway and an Alimtalk vendor of our own, for machines without keys for the real ones.
//!
//! It speaks the wire formats of Toss Payments' v1 API (<https://docs.tosspayments.com/reference>) and of NAVER Cloud SENS's Alimtalk v2
//! API (<https://api.ncloud-docs.com/docs/sens-alimtalk-send>) so that the very same clients run against both, and keeps its own
//! ledgers: what was charged and what was sent is decided here, not by the program that asked for it.
//! It knows nothing of orders beyond what a charge or a message carries, shares no type with the clients,
//! and can be told to misbehave (`PUT /faults`). It never moves money and rings no phone: only its own kind of keys is let in.

mod access;
mod cancellation;
mod charging;
mod faults;
mod journal;
mod ledger;
mod line;
mod listing;
mod lookup;
mod messages;
mod page;
mod refusal;
mod routes;
mod transactions;
mod wire;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use journal::LedgerError;

use faults::Switchboard;
use ledger::Ledger;
use line::Lines;
use messages::MessageLedger;
use std::{future::Future, io, path::Path, sync::Arc};
use tokio::net::TcpListener;

/// The secret key of whoever has none of their own.
pub const SECRET_KEY: &str = "test_sk_sandbox";
/// The access key to messages of whoever has none of their own, and the secret that signs with it.
pub const ACCESS_KEY: &str = "sandbox_access_key";
pub const SIGNING_KEY: &str = "sandbox_signing_key";

#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the sandbox stopped taking calls")]
    Serve(#[from] io::Error),
}

/// Serves until `shutdown` resolves and the calls under way are answered. The ledgers are `sandbox-payments.jsonl` and
/// `sandbox-messages.jsonl` in `data_dir`; one process at a time may have them.
pub async fn serve(
    listener: TcpListener,
    data_dir: &Path,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), SandboxError> {
    let (ledger, messages) = (Ledger::open(data_dir)?, MessageLedger::open(data_dir)?);
    let sandbox = Arc::new(Sandbox { ledger, messages, faults: Switchboard::default() });
    let service = routes::router(sandbox).into_make_service_with_connect_info::<line::Line>();
    axum::serve(Lines(listener), service).with_graceful_shutdown(shutdown).await?;
    Ok(())
}

struct Sandbox {
    ledger: Ledger,
    messages: MessageLedger,
    faults: Switchboard,
}
