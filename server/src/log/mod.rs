//! The log: one partitioned, ordered record of everything that happened to every order.
//!
//! Here is what does not depend on the database: the way in ([`Log`]), the lanes that decide and write ([`Lane`]), the way out ([`Feed`]),
//! those who fold it ([`Follower`]), how far each of them is ([`Progress`]) and who is told that something is new ([`Live`]).

mod feed;
mod follower;
pub mod lane;
mod live;
mod progress;

pub use feed::{Change, Feed};
pub use follower::{Follower, Subscriber};
pub use lane::Lane;
pub use live::{Live, Topic};
pub use progress::Progress;

use domain::{
    OrderId, Refusal, TaskId,
    order::{Order, TaskKind},
    ports::Intent,
    store::Shop,
};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// How many commands may wait before a lane; one more is refused with 503.
pub const QUEUE: usize = 1_024;

/// A command before its lane.
pub struct Append {
    pub intent: Intent,
    pub shop: Option<Arc<Shop>>,
    /// The task that this command is the result of; it is deleted in the same transaction, whether or not anything is left to happen.
    pub completes: Option<Lease>,
    pub correlation: Uuid,
    pub reply: oneshot::Sender<Result<Appended, Refusal>>,
}

/// A lease of a task, of which there may be later ones: whoever holds an earlier one has no say any more in whether the task is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lease {
    pub task: TaskId,
    /// The how-manieth it is, counted from 1.
    pub attempt: i64,
}

/// What a lane answers once it is on the disk.
#[derive(Debug, Clone)]
pub struct Appended {
    /// The order as this command left it.
    pub order: Arc<Order>,
    /// The command had been carried out before.
    pub replayed: bool,
    /// A charge that this command asks for, leased to the caller, who makes it now.
    pub charge: Option<LeasedTask>,
    /// Somebody is charging the order already.
    pub charging: bool,
}

/// A task that is ours to do until the lease ends.
#[derive(Debug, Clone)]
pub struct LeasedTask {
    pub part: i64,
    pub id: TaskId,
    pub order_id: OrderId,
    pub kind: TaskKind,
    /// How often it was leased, this time included.
    pub attempts: i64,
    pub correlation: Uuid,
}

impl LeasedTask {
    pub fn lease(&self) -> Lease {
        Lease { task: self.id, attempt: self.attempts }
    }
}

/// The way in: a bounded queue for each partition.
#[derive(Clone)]
pub struct Log {
    lanes: Arc<[mpsc::Sender<Append>]>,
}

impl Log {
    /// One sender a partition, and the ends that the lanes hold.
    pub fn new(parts: usize) -> (Log, Vec<mpsc::Receiver<Append>>) {
        let (lanes, ends) = (0..parts).map(|_| mpsc::channel(QUEUE)).unzip::<_, _, Vec<_>, _>();
        (Log { lanes: lanes.into() }, ends)
    }

    /// Waits until it is durable. Full: [`Refusal::Overloaded`]; a lane that is gone or a database that fails: [`Refusal::Internal`].
    pub async fn append(&self, intent: Intent, shop: Option<Arc<Shop>>, correlation: Uuid) -> Result<Appended, Refusal> {
        let (reply, answer) = oneshot::channel();
        let lane = &self.lanes[part_of(intent.order_id, self.lanes.len())];
        lane.try_send(Append { intent, shop, completes: None, correlation, reply }).map_err(|full| match full {
            mpsc::error::TrySendError::Full(_) => {
                metrics::counter!("hansang_commands_shed_total").increment(1);
                Refusal::Overloaded { retry_after: 1 }
            }
            mpsc::error::TrySendError::Closed(_) => Refusal::Overloaded { retry_after: 5 },
        })?;
        answer.await.unwrap_or(Err(Refusal::Internal))
    }

    /// The result of a task: it waits for room, since what has happened outside cannot be refused.
    pub async fn append_result(&self, intent: Intent, task: &LeasedTask, completes: bool) -> Result<Appended, Refusal> {
        let (reply, answer) = oneshot::channel();
        let lane = &self.lanes[part_of(intent.order_id, self.lanes.len())];
        let completes = completes.then(|| task.lease());
        let append = Append { intent, shop: None, completes, correlation: task.correlation, reply };
        lane.send(append).await.map_err(|_| Refusal::Internal)?;
        answer.await.unwrap_or(Err(Refusal::Internal))
    }

    /// How many commands wait.
    pub fn waiting(&self) -> usize {
        self.lanes.iter().map(|lane| lane.max_capacity() - lane.capacity()).sum()
    }
}

/// The partition of an order, 0 to `parts` − 1: its id is random enough to be its own hash.
pub fn part_of(order: OrderId, parts: usize) -> usize {
    (order.0.as_u128() % parts as u128) as usize
}
