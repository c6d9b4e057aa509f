use super::Owned;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// One request a key at a time, in this process. With several processes, the ids that follow from the key do what this does.
#[derive(Default)]
pub struct Flights {
    turns: Mutex<HashMap<Owned, Weak<Turn<()>>>>,
}

/// Beyond this many keys, those that nobody holds are forgotten.
const MANY: usize = 1_024;
/// How many may be under way with the same key, or wait for it.
const QUEUE: usize = 16;

impl Flights {
    /// Waits until nobody else is under way with this key. None: too many wait for it already.
    pub async fn board(&self, owned: &Owned) -> Option<OwnedMutexGuard<()>> {
        let turn = self.turn(owned);
        if Arc::strong_count(&turn) > QUEUE { None } else { Some(turn.lock_owned().await) }
    }

    fn turn(&self, owned: &Owned) -> Arc<Turn<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(owned).and_then(Weak::upgrade) {
            return turn;
        }
        if turns.len() >= MANY {
            turns.retain(|_, turn| turn.strong_count() > 0);
        }
        let turn = Arc::new(Turn::new(()));
        turns.insert(owned.clone(), Arc::downgrade(&turn));
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[tokio::test]
    async fn the_second_waits_for_the_first() {
        let flights = Flights::default();
        let key = |key: &str| Owned { account: Uuid::nil(), key: key.to_owned() };
        let first = flights.board(&key("a")).await;
        let _other = flights.board(&key("b")).await;
        let again = key("a");
        let second = tokio::time::timeout(std::time::Duration::from_millis(20), flights.board(&again)).await;
        assert!(second.is_err(), "two at once");
        drop(first);
        let _second = flights.board(&again).await;
    }
}
