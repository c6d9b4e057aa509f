//! One id from a tap to its refund: set where a request enters, kept with every event and task it causes.

use std::future::Future;
use uuid::Uuid;

tokio::task_local! {
    static CORRELATION: Uuid;
}

/// The id of what is going on; a new one where nothing has been set.
pub fn current() -> Uuid {
    CORRELATION.try_with(|id| *id).unwrap_or_else(|_| Uuid::now_v7())
}

pub fn scope<F: Future>(id: Uuid, work: F) -> impl Future<Output = F::Output> {
    CORRELATION.scope(id, work)
}
