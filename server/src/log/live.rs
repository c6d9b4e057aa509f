use domain::{AccountId, OrderId, StoreId};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use tokio::sync::watch;

/// What somebody may be watching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    Order(OrderId),
    Store(StoreId),
    /// Deliveries that any rider may claim.
    Riders,
    Inbox(AccountId),
}

/// Beyond this many topics, those that nobody watches any more are forgotten.
const MANY: usize = 4_096;

/// Hints that something is new, for open streams. Lossy: a stream that wakes asks the read model what there is.
#[derive(Default)]
pub struct Live {
    topics: Mutex<HashMap<Topic, watch::Sender<()>>>,
}

impl Live {
    pub fn subscribe(&self, topic: Topic) -> watch::Receiver<()> {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if topics.len() >= MANY {
            topics.retain(|_, sender| sender.receiver_count() > 0);
        }
        topics.entry(topic).or_insert_with(|| watch::channel(()).0).subscribe()
    }

    pub fn publish(&self, new: impl IntoIterator<Item = Topic>) {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        for topic in new {
            if let Some(sender) = topics.get(&topic)
                && sender.send(()).is_err()
            {
                topics.remove(&topic);
            }
        }
    }
}
