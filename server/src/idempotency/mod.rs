//! `Idempotency-Key`: a request that is sent again is answered as it was the first time.
//!
//! Three things together: duplicates at the same moment wait for the first one's answer ([`Flights`]); answers are saved
//! ([`SavedAnswers`]); and whatever a request makes gets an id that follows from its key ([`Intention`]), so that a crash between doing and
//! saving still makes one.

mod flights;
mod forgetful;
mod intention;
mod middleware;

pub use forgetful::ForgetfulAnswers;
pub use intention::{Intention, MAX_KEY};
pub use middleware::{Once, answer_once};

use async_trait::async_trait;
use domain::ports::Answer;
use uuid::Uuid;

/// Whose key it is: the account, or for somebody anonymous the nil UUID and their network address within the key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Owned {
    pub account: Uuid,
    pub key: String,
}

/// What was answered to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedAnswer {
    /// SHA-256 of the method, the path and the body that it answers.
    pub fingerprint: Vec<u8>,
    pub status: u16,
    pub body: String,
}

#[async_trait]
pub trait SavedAnswers: Send + Sync {
    async fn find(&self, owned: &Owned) -> Answer<Option<SavedAnswer>>;
    /// The first answer stays.
    async fn save(&self, owned: Owned, answer: SavedAnswer) -> Answer<()>;
}
