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
        timeout(PATIENCE, self.reach(subscriber, part, seq)).await.is_ok()
    }

    /// The same for every partition, all within the same time.
    pub async fn wait_all(&self, subscriber: &str, heads: &[i64]) -> bool {
        let all = async {
            for (part, seq) in heads.iter().enumerate() {
                self.reach(subscriber, part, *seq).await;
            }
        };
        timeout(PATIENCE, all).await.is_ok()
    }

    /// A subscriber that is not known here never gets anywhere.
    async fn reach(&self, subscriber: &str, part: usize, seq: i64) {
        let Some(parts) = self.subscribers.get(subscriber) else { return std::future::pending().await };
        if *parts[part].borrow() < seq {
            // The sender lives as long as we do.
            let _ = parts[part].subscribe().wait_for(|reached| *reached >= seq).await;
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

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn however_many_partitions_are_behind_a_reader_waits_only_once() {
        let progress = Progress::new(&["inbox"], 64);
        let begin = Instant::now();
        assert!(!progress.wait_all("inbox", &[1; 64]).await);
        assert_eq!(begin.elapsed(), PATIENCE);
        (0..64).for_each(|part| progress.reached("inbox", part, 1));
        assert!(progress.wait_all("inbox", &[1; 64]).await);
        assert_eq!(begin.elapsed(), PATIENCE, "nothing to wait for");
    }
}
