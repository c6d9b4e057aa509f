//! Brings messages to their vendor: each is taken up until it is sent or dead, and what became of it is written down.

use super::{
    alimtalk::{Alimtalk, Found, Note, Sending},
    outbox::{Attempt, DueMessage, Outbox, Recorded},
};
use crate::{
    clock::Clock,
    crash,
    supervision::{Inlet, Pulse, inlet, supervise},
};
use domain::{NotificationId, Timestamp};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Notify, Semaphore, mpsc, watch},
    time::timeout,
};
use tracing::Instrument;

/// Messages under way at once. They are taken up by the half: a lease costs a write that waits for the disk.
const AT_ONCE: u32 = 64;
/// How long messages are gathered before they are taken up, so that a rush of orders does not share the disk with a lease for each.
const GATHER: Duration = Duration::from_millis(50);
/// How often what is due again is looked for.
const SWEEP: Duration = Duration::from_secs(1);
/// Attempts written down in one transaction.
const TOGETHER: usize = 128;
/// How long looking for a message may take: with the sending after it, less than a lease.
const PATIENCE: Duration = Duration::from_secs(15);
/// Seconds in which a call without an answer may still reach the vendor: nobody looks for its message before.
const ON_ITS_WAY: i64 = 30;
/// An attempt that goes wrong for the last time makes a dead letter.
const FAILURES: i64 = 8;
/// What happened a day ago is no news any more.
const NEWS_SECONDS: i64 = 86_400;
/// Seconds between attempts: 1, 2, 4, … at most this.
const LONGEST_WAIT: i64 = 300;

#[derive(Clone)]
pub struct Sender {
    pub outbox: Arc<dyn Outbox>,
    pub alimtalk: Alimtalk,
    pub clock: Clock,
    /// Rung when there is a new message; what is due later is found once a second.
    pub post: Arc<Notify>,
    pub under_way: UnderWay,
}

/// The messages that this process is sending. A lease says the same to all processes, but by the clock, and a clock can be put forward.
#[derive(Clone, Default)]
pub struct UnderWay(Arc<Mutex<HashSet<NotificationId>>>);

/// A message is under way until this is dropped.
struct Way(UnderWay, NotificationId);

impl UnderWay {
    fn begin(&self, message: NotificationId) -> Option<Way> {
        let is_new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(message);
        is_new.then(|| Way(self.clone(), message))
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

impl Sender {
    /// Until `stopping` turns true; then what has begun is finished.
    pub async fn run(self, mut stopping: watch::Receiver<bool>, pulse: Pulse) {
        let permits = Arc::new(Semaphore::new(AT_ONCE as usize));
        let (attempts, made) = mpsc::channel(TOGETHER);
        let (outbox, made) = (self.outbox.clone(), inlet(made));
        let recorder = supervise("message_records", 0, move |pulse| record(outbox.clone(), made.clone(), pulse));
        let mut sweep = tokio::time::interval(SWEEP);
        while !*stopping.borrow() {
            pulse.rest();
            tokio::select! {
                () = self.post.notified() => tokio::time::sleep(GATHER).await,
                _ = sweep.tick() => self.show_waiting().await,
                _ = stopping.changed() => {}
            }
            pulse.beat();
            while !*stopping.borrow() && self.take_up(&permits, &attempts).await {
                pulse.beat();
            }
        }
        let _ = permits.acquire_many(AT_ONCE).await;
        drop(attempts);
        let _ = recorder.await;
    }

    /// Begins as many messages as there is room for; false: there was none, or the vendor is left alone for a while.
    async fn take_up(&self, permits: &Arc<Semaphore>, attempts: &mpsc::Sender<Attempt>) -> bool {
        if !self.alimtalk.rest().is_zero() {
            return false;
        }
        let Ok(half) = permits.acquire_many(AT_ONCE / 2).await else { return false };
        let room = permits.available_permits() + half.num_permits();
        drop(half);
        let leased = match self.outbox.lease(room as i64).await {
            Ok(leased) => leased,
            Err(error) => {
                tracing::error!(%error, "no messages could be leased");
                return false;
            }
        };
        if leased.is_empty() {
            return false;
        }
        crash::point("message.leased");
        for message in leased {
            let Ok(permit) = permits.clone().acquire_owned().await else { return false };
            // Leased anew while we are at it: should it not have been sent, that lease runs out as well.
            let Some(way) = self.under_way.begin(message.id) else { continue };
            let (sender, attempts) = (self.clone(), attempts.clone());
            tokio::spawn(async move {
                // The recorder lives as long as there are attempts to record.
                let _ = attempts.send(sender.attempt(&message).await).await;
                drop((way, permit));
            });
        }
        true
    }

    async fn attempt(&self, message: &DueMessage) -> Attempt {
        let span = tracing::info_span!("message", id = %message.id, order = %message.order_id, attempt = message.attempts);
        let outcome = self.deliver(message).instrument(span.clone()).await;
        let recorded = self.judge(message, outcome);
        span.in_scope(|| count(&recorded));
        Attempt { id: message.id, number: message.attempts, recorded }
    }

    /// The vendor knows no idempotency key. So whoever cannot be sure that nothing was sent before, looks before sending.
    async fn deliver(&self, message: &DueMessage) -> Sending {
        let Some(phone) = &message.phone else { return refused("the account is gone") };
        if message.at.plus_seconds(NEWS_SECONDS) < self.clock.now() {
            return refused("too late to be news");
        }
        let note = Note {
            id: message.id,
            order: message.order_id,
            phone,
            template: &message.template,
            text: &message.text,
            at: message.at,
        };
        if message.doubtful {
            match timeout(PATIENCE, self.alimtalk.find(&note, self.clock.now())).await {
                Ok(Found::Sent { reference }) => return Sending::Accepted { reference },
                Ok(Found::Nothing) => {}
                Ok(Found::Unavailable { why }) => return Sending::Unavailable { why },
                Ok(Found::Unknown { why }) => return Sending::Unknown { why },
                // Nothing was sent, and the message is not to blame.
                Err(_) => return Sending::Unavailable { why: "looking for it took too long".to_owned() },
            }
        }
        crash::point("message.before");
        let outcome = self.alimtalk.send(&note).await;
        crash::point("message.after");
        outcome
    }

    fn judge(&self, message: &DueMessage, outcome: Sending) -> Recorded {
        match outcome {
            Sending::Accepted { reference } => Recorded::Sent { reference },
            Sending::Refused { why } => Recorded::Dead { why },
            Sending::Unknown { why } if message.failures + 1 >= FAILURES => Recorded::Dead { why },
            Sending::Unknown { why } => {
                let due_at = self.next(message).max(self.clock.now().plus_seconds(ON_ITS_WAY));
                Recorded::Failed { why, counts: true, certain: false, due_at }
            }
            // Nobody was there: that is no fault of the message, however often it happens.
            Sending::Unavailable { why } => Recorded::Failed { why, counts: false, certain: true, due_at: self.next(message) },
        }
    }

    fn next(&self, message: &DueMessage) -> Timestamp {
        self.clock.now().plus_seconds(back_off(message.attempts, rand::random()))
    }

    async fn show_waiting(&self) {
        if let Ok(waiting) = self.outbox.waiting().await {
            metrics::gauge!("hansang_messages_waiting", "channel" => "alimtalk").set(waiting as f64);
        }
    }
}

/// What has come together since the last time is written in one transaction. What cannot be written is leased again, looked up, and
/// then written.
async fn record(outbox: Arc<dyn Outbox>, made: Inlet<Attempt>, pulse: Pulse) {
    let mut made = made.lock().await;
    let mut attempts = Vec::with_capacity(TOGETHER);
    while made.recv_many(&mut attempts, TOGETHER).await > 0 {
        pulse.beat();
        if let Err(error) = outbox.record(&attempts).await {
            tracing::error!(%error, "messages keep their leases until they run out");
        }
        crash::point("message.recorded");
        attempts.clear();
        pulse.rest();
    }
}

fn refused(why: &str) -> Sending {
    Sending::Refused { why: why.to_owned() }
}

fn count(recorded: &Recorded) {
    let outcome = match recorded {
        Recorded::Sent { .. } => "sent",
        Recorded::Failed { .. } => "failed",
        Recorded::Dead { .. } => "dead",
    };
    metrics::counter!("hansang_messages_total", "channel" => "alimtalk", "outcome" => outcome).increment(1);
    match recorded {
        Recorded::Sent { .. } => {}
        Recorded::Failed { why, due_at, .. } => tracing::warn!(why, %due_at, "a message will be tried again"),
        Recorded::Dead { why } => tracing::error!(why, "a message is given up"),
    }
}

/// Seconds until the next attempt: doubling, and up to a quarter more, so that what failed together does not come back together.
fn back_off(attempts: i64, chance: f64) -> i64 {
    let wait = (1_i64 << attempts.clamp(1, 10).saturating_sub(1)).min(LONGEST_WAIT);
    wait + (wait as f64 / 4.0 * chance).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_a_second_to_five_minutes_and_a_little_chance() {
        let plain: Vec<_> = (1..=10).map(|attempts| back_off(attempts, 0.0)).collect();
        assert_eq!(plain, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert_eq!(back_off(i64::MAX, 0.0), 300);
        assert_eq!((back_off(1, 1.0), back_off(6, 1.0), back_off(60, 1.0)), (1, 40, 375));
    }
}
