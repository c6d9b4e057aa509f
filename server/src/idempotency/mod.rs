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
pub use middleware::{Once, REPLAYED, answer_once};

use async_trait::async_trait;
use domain::ports::Answer;
use uuid::Uuid;

/// Whose key it is: the account, or for somebody anonymous the nil UUID and their network address within the key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Owned {
    pub account: Uuid,
    pub key: String,
}

/// SHA-256 of a request's method, path and body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

/// What was answered to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedAnswer {
    pub fingerprint: Fingerprint,
    /// Status and body; None: whoever asked was told to come back, and may.
    pub answer: Option<(u16, String)>,
}

#[async_trait]
pub trait SavedAnswers: Send + Sync {
    async fn find(&self, owned: &Owned) -> Answer<Option<SavedAnswer>>;
    /// The key came with another body than the one that was answered.
    fn missed(&self, _: &Owned) {}
    /// The first answer stays; a request that was told to come back makes way for it.
    async fn save(&self, owned: Owned, answer: SavedAnswer) -> Answer<()>;
}
