use std::{collections::HashMap, time::Duration};
use tokio::{sync::watch, time::timeout};

/// How far each subscriber has come in each partition, so that a reader may wait for what it has just written.
pub struct Progress {
    subscribers: HashMap<&'static str, Vec<watch::Sender<i64>>>,
}

/// A read model that is down must not hold up its readers for longer: they get what there is.
const PATIENCE: Duration = Duration::from_secs(2);

impl Progress {
    pub fn new(names: &[&'static str], parts: usize) -> Progress {
        let fresh = || (0..parts).map(|_| watch::channel(0).0).collect();
        Progress { subscribers: names.iter().map(|name| (*name, fresh())).collect() }
    }

    pub fn reached(&self, subscriber: &str, part: usize, seq: i64) {
        if let Some(parts) = self.subscribers.get(subscriber) {
            parts[part].send_replace(seq);
        }
    }

    /// Waits, bounded, until the subscriber has seen the partition up to `seq`; false: it has not.
    pub async fn wait(&self, subscriber: &str, part: usize, seq: i64) -> bool {
        let Some(parts) = self.subscribers.get(subscriber) else { return false };
        if *parts[part].borrow() >= seq {
            return true;
        }
        let mut position = parts[part].subscribe();
        matches!(timeout(PATIENCE, position.wait_for(|reached| *reached >= seq)).await, Ok(Ok(_)))
    }

    /// The same for every partition.
    pub async fn wait_all(&self, subscriber: &str, heads: &[i64]) {
        for (part, seq) in heads.iter().enumerate() {
            self.wait(subscriber, part, *seq).await;
        }
    }

    /// Events between the log's heads and each subscriber.
    pub fn lags(&self, heads: &[i64]) -> Vec<(&'static str, i64)> {
        let lag = |parts: &Vec<watch::Sender<i64>>| parts.iter().zip(heads).map(|(at, head)| (head - *at.borrow()).max(0)).sum();
        let mut lags: Vec<_> = self.subscribers.iter().map(|(name, parts)| (*name, lag(parts))).collect();
        lags.sort_unstable();
        lags
    }
}
