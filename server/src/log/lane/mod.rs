//! A lane writes one partition: it takes the commands that wait, decides them one after the other in memory, writes what follows in a few
//! statements, and commits once for all of them. Nothing is answered before it is on the disk.
//!
//! Where that disk is, SQLite, PostgreSQL or the memory of a simulation, is behind [`Partition`].

mod batch;
mod stock;
mod task;
#[cfg(test)]
mod tests;

pub use batch::{Batch, Entry, Held};
pub use task::{LEASE_SECONDS, NewTask};

use super::{Append, Appended, Change, Feed, Lease};
use crate::{
    clock::Clock,
    crash,
    supervision::{Inlet, Pulse},
    surprise,
};
use domain::{
    MenuItemId, OrderId, Refusal, TaskId,
    order::{Deadlines, Recorded},
    planted::{Bug, planted},
};
use futures::FutureExt;
use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};
use tokio::sync::Notify;

/// How often a transaction that another process got in the way of is tried again.
const TRIES: usize = 5;

/// One partition of the log, where it is kept.
pub trait Partition: Send + Sync + 'static {
    type Writing: Writing;

    /// Begins a transaction and takes the partition's counter: whoever holds it writes, everybody else waits. Answers the last position.
    fn lock(&self) -> impl Future<Output = sqlx::Result<(Self::Writing, i64)>> + Send;
}

/// A transaction on a partition; dropped without a commit it leaves no trace.
pub trait Writing: Send {
    /// The orders among these that there are.
    fn states(&mut self, orders: &[OrderId]) -> impl Future<Output = sqlx::Result<Vec<Held>>> + Send;
    /// How many of an item are left; None: it is not counted.
    fn stock(&mut self, item: MenuItemId) -> impl Future<Output = sqlx::Result<Option<i64>>> + Send;
    /// Everything that happened to an order, oldest first.
    fn history(&mut self, order: OrderId) -> impl Future<Output = sqlx::Result<Vec<Recorded>>> + Send;
    /// The latest lease of those of these tasks that there are.
    fn leases(&mut self, tasks: &[TaskId]) -> impl Future<Output = sqlx::Result<Vec<Lease>>> + Send;
    /// Fails if a lease that the batch ends is not the latest one any more.
    fn write(&mut self, batch: &Batch) -> impl Future<Output = sqlx::Result<()>> + Send;
    fn commit(self) -> impl Future<Output = sqlx::Result<()>> + Send;
}

pub struct Lane<P> {
    pub part: i64,
    pub partition: P,
    pub clock: Clock,
    pub deadlines: Deadlines,
    pub feed: Arc<Feed>,
    /// Rung when there is something to do at once.
    pub work: Arc<Notify>,
    /// The most commands in one transaction; 1 turns group commit off, for measuring what it brings.
    pub batch: usize,
}

impl<P: Partition> Lane<P> {
    /// Until every sender is gone; what waits then is still written. Started again it goes on: nothing is remembered between batches.
    /// Whoever waits for the one that was given up hears [`Refusal::Internal`], and may ask again.
    pub async fn run(&self, queue: Inlet<Append>, pulse: Pulse) {
        let mut queue = queue.lock().await;
        let mut waiting = Vec::with_capacity(self.batch);
        while queue.recv_many(&mut waiting, self.batch).await > 0 {
            pulse.beat();
            let batch = std::mem::take(&mut waiting);
            let answers = self.write_patiently(&batch).await;
            for (append, answer) in batch.into_iter().zip(answers) {
                // Whoever asked may have gone; what was decided stands.
                let _ = append.reply.send(answer);
            }
            pulse.rest();
        }
    }

    async fn write_patiently(&self, batch: &[Append]) -> Vec<Result<Appended, Refusal>> {
        for attempt in 1..=TRIES {
            let written = match AssertUnwindSafe(self.write(batch)).catch_unwind().await {
                Ok(written) => written,
                Err(_) => {
                    // What panics once panics again; the lane goes on with what comes next.
                    tracing::error!(part = self.part, commands = batch.len(), "deciding a batch has panicked");
                    return batch.iter().map(|_| Err(Refusal::Internal)).collect();
                }
            };
            match written {
                Ok(answers) => return answers,
                Err(error) if attempt < TRIES => {
                    tracing::warn!(part = self.part, attempt, %error, "a batch is tried again");
                    tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
                }
                Err(error) => {
                    tracing::error!(part = self.part, %error, commands = batch.len(), "a batch could not be written");
                    return batch.iter().map(|_| Err(surprise::refusal(&error))).collect();
                }
            }
        }
        Vec::new()
    }

    async fn write(&self, commands: &[Append]) -> sqlx::Result<Vec<Result<Appended, Refusal>>> {
        let (mut writing, position) = self.partition.lock().await?;
        let mut orders: Vec<OrderId> = commands.iter().map(|append| append.intent.order_id).collect();
        orders.sort_unstable();
        orders.dedup();
        let now = self.clock.now();
        let states = writing.states(&orders).await?;
        let tasks: Vec<TaskId> = commands.iter().filter_map(|append| append.completes).map(|lease| lease.task).collect();
        let leases = if tasks.is_empty() { Vec::new() } else { writing.leases(&tasks).await? };
        let mut batch = Batch::new(self.part, position, now, self.deadlines, states, leases);
        let mut answers = Vec::with_capacity(commands.len());
        for append in commands {
            answers.push(batch.carry_out(&mut writing, append).await?);
        }
        writing.write(&batch).await?;
        let changes: Vec<Arc<Change>> = batch.entries.iter().map(|entry| entry.change.clone()).collect();
        if planted(Bug::PublishedBeforeCommit) {
            self.feed.publish(self.part as usize, &changes);
        }
        crash::point("lane.before_commit");
        let committed = writing.commit().await;
        if !planted(Bug::AnsweredWithoutCommit) {
            committed?;
        }
        crash::point("lane.after_commit");

        metrics::histogram!("hansang_log_batch_commands").record(commands.len() as f64);
        metrics::counter!("hansang_log_events_total").increment(changes.len() as u64);
        self.feed.publish(self.part as usize, &changes);
        if batch.tasks.iter().any(|task| task.lease_until.is_none() && task.due_at <= now) {
            self.work.notify_one();
        }
        Ok(answers)
    }
}
