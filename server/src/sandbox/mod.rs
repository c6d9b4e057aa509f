//! A payment gateway of our own, for machines without keys for the real one.
//!
//! It speaks the wire format of Toss Payments' v1 API (<https://docs.tosspayments.com/reference>) so that the very same client
//! runs against both, and keeps its own ledger: what was charged is decided here, not by the program that asked for it.
//! It knows nothing of orders beyond the id and the name that a charge carries, shares no type with the client,
//! and can be told to misbehave (`PUT /faults`). It never moves money: only `test_sk…` keys are let in.

mod access;
mod cancellation;
mod charging;
mod faults;
mod ledger;
mod line;
mod listing;
mod lookup;
mod page;
mod refusal;
mod routes;
mod wire;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use ledger::LedgerError;

use faults::Switchboard;
use ledger::Ledger;
use line::Lines;
use std::{future::Future, io, path::Path, sync::Arc};
use tokio::net::TcpListener;

/// The secret key of whoever has none of their own.
pub const SECRET_KEY: &str = "test_sk_sandbox";

#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the sandbox stopped taking calls")]
    Serve(#[from] io::Error),
}

/// Serves until `shutdown` resolves and the calls under way are answered. The ledger is `sandbox-payments.jsonl` in
/// `data_dir`; one process at a time may have it.
pub async fn serve(
    listener: TcpListener,
    data_dir: &Path,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), SandboxError> {
    let sandbox = Arc::new(Sandbox { ledger: Ledger::open(data_dir)?, faults: Switchboard::default() });
    let service = routes::router(sandbox).into_make_service_with_connect_info::<line::Line>();
    axum::serve(Lines(listener), service).with_graceful_shutdown(shutdown).await?;
    Ok(())
}

struct Sandbox {
    ledger: Ledger,
    faults: Switchboard,
}
