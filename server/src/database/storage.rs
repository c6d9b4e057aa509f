use crate::{
    clock::Clock,
    demo::Newcomers,
    idempotency::SavedAnswers,
    log::{Feed, Live, Log, Progress},
    notification::Outbox,
    ordering::Tasks,
    photos::Photos,
    reconciliation::Books,
    shops::Shops,
    streams::LiveSource,
};
use async_trait::async_trait;
use domain::{
    order::Deadlines,
    ports::{Accounts, Catalogue, Queries, Riders},
};
use futures::future::BoxFuture;
use std::sync::Arc;
use tokio::sync::Notify;

/// What a database gives to the rest of the server, started: nobody beyond here knows which one it is.
pub struct Storage {
    pub log: Log,
    pub feed: Arc<Feed>,
    pub live: Arc<Live>,
    pub progress: Arc<Progress>,
    /// Rung when a task is due at once.
    pub work: Arc<Notify>,
    pub tasks: Arc<dyn Tasks>,
    /// Rung when a message is due at once.
    pub post: Arc<Notify>,
    pub outbox: Arc<dyn Outbox>,
    pub shops: Arc<Shops>,
    pub queries: Arc<dyn Queries>,
    pub live_source: Arc<dyn LiveSource>,
    pub accounts: Arc<dyn Accounts>,
    pub catalogue: Arc<dyn Catalogue>,
    pub riders: Arc<dyn Riders>,
    pub photos: Arc<dyn Photos>,
    pub books: Arc<dyn Books>,
    pub answers: Arc<dyn SavedAnswers>,
    pub newcomers: Arc<dyn Newcomers>,
    pub health: Arc<dyn Reachable>,
    pub stop: Stop,
}

/// Whether the database answers.
#[async_trait]
pub trait Reachable: Send + Sync {
    async fn is_reachable(&self) -> bool;
}

/// Lets the lanes write what waits, then lets go of the database. Every other holder of the log must be gone.
pub type Stop = Box<dyn FnOnce() -> BoxFuture<'static, ()> + Send>;

#[derive(Clone)]
pub struct StorageSettings {
    pub clock: Clock,
    pub deadlines: Deadlines,
    /// The most commands in one transaction; 1 turns group commit off, for measuring what it brings.
    pub batch: usize,
    /// How far riders see, in metres.
    pub riders_see_m: u32,
    /// For the account and for the address.
    pub failed_sign_ins_per_minute: u32,
    /// A sandbox that may break the catalogue: where it listens.
    pub sandbox: Option<String>,
}

impl Default for StorageSettings {
    fn default() -> StorageSettings {
        StorageSettings {
            clock: Clock::wall(),
            deadlines: Deadlines::default(),
            batch: 64,
            riders_see_m: 3_000,
            failed_sign_ins_per_minute: 10,
            sandbox: None,
        }
    }
}
