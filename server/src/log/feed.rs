use domain::order::{Order, Recorded};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::watch;

/// An event in the log, with the order as it was right after it.
#[derive(Debug, Clone)]
pub struct Change {
    pub part: i64,
    pub seq: i64,
    pub recorded: Recorded,
    pub order: Arc<Order>,
}

/// What the lanes of this process have just written, kept in memory for readers that are nearly up to date; all others read the database.
pub struct Feed {
    parts: Vec<Part>,
}

struct Part {
    recent: Mutex<VecDeque<Arc<Change>>>,
    head: watch::Sender<i64>,
}

/// Changes kept in all, and at least for each partition.
const KEPT: usize = 8_192;
const KEPT_EACH: usize = 256;

impl Feed {
    /// `heads`: the last position of each partition.
    pub fn new(heads: &[i64]) -> Feed {
        let part = |head: &i64| Part { recent: Mutex::default(), head: watch::channel(*head).0 };
        Feed { parts: heads.iter().map(part).collect() }
    }

    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// The last position that is known to be written.
    pub fn head(&self, part: usize) -> i64 {
        *self.parts[part].head.borrow()
    }

    pub fn heads(&self) -> Vec<i64> {
        (0..self.parts.len()).map(|part| self.head(part)).collect()
    }

    /// Wakes whenever the partition grows.
    pub fn watch(&self, part: usize) -> watch::Receiver<i64> {
        self.parts[part].head.subscribe()
    }

    /// A lane has committed.
    pub fn publish(&self, part: usize, changes: &[Arc<Change>]) {
        let Some(last) = changes.last() else { return };
        {
            let mut recent = self.parts[part].recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.extend(changes.iter().cloned());
            let surplus = recent.len().saturating_sub((KEPT / self.parts.len()).max(KEPT_EACH));
            recent.drain(..surplus);
        }
        self.learn(part, last.seq);
    }

    /// Somebody, perhaps another process, has written up to here.
    pub fn learn(&self, part: usize, seq: i64) {
        self.parts[part].head.send_if_modified(|head| {
            let grown = seq > *head;
            *head = seq.max(*head);
            grown
        });
    }

    /// What follows `cursor`, at most `limit`, if memory has it without a gap.
    pub fn after(&self, part: usize, cursor: i64, limit: usize) -> Option<Vec<Arc<Change>>> {
        let recent = self.parts[part].recent.lock().unwrap_or_else(PoisonError::into_inner);
        let start = recent.partition_point(|change| change.seq <= cursor);
        let next: Vec<_> = recent.iter().skip(start).take(limit).cloned().collect();
        let gapless = !next.is_empty() && next.iter().zip(cursor + 1..).all(|(change, seq)| change.seq == seq);
        gapless.then_some(next)
    }
}
