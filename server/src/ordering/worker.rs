//! Does the work that events ask for, at least once: leased, acted on with the task's id as its key, and gone with its result.

use super::{
    Ordering,
    paying::{LONGEST_WAY, Outcome},
};
use crate::{
    correlation, crash,
    log::{Feed, LeasedTask, Progress, part_of},
    payment::Lookup,
    supervision::Pulse,
};
use domain::{
    Refusal,
    order::{Command, Desk, Order, TaskKind},
    planted::{Bug, planted},
    ports::Answer,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::{Notify, Semaphore, watch};
use tracing::Instrument;

/// Tasks under way at once, at each desk.
const AT_ONCE: usize = 16;

#[derive(Clone)]
pub struct Worker {
    pub ordering: Ordering,
    /// Rung when there is something to do at once; what is due later is found once a second.
    pub work: Arc<Notify>,
    pub feed: Arc<Feed>,
    pub progress: Arc<Progress>,
}

impl Worker {
    /// Until `stopping` turns true; then what has begun is finished.
    pub async fn run(self, mut stopping: watch::Receiver<bool>, pulse: Pulse) {
        let desks = Desk::ALL.map(|desk| (desk, Arc::new(Semaphore::new(AT_ONCE))));
        while !*stopping.borrow() {
            pulse.rest();
            tokio::select! {
                // In this order, so that a simulation comes out the same each time.
                biased;
                () = self.work.notified() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
                _ = stopping.changed() => {}
            }
            pulse.beat();
            for (desk, room) in &desks {
                while !*stopping.borrow() && self.take_up(*desk, room).await {
                    pulse.beat();
                }
            }
        }
        for (_, room) in desks {
            let _ = room.acquire_many(AT_ONCE as u32).await;
        }
    }

    /// Begins as many tasks of a desk as there is room for. False: there were none, or no room, and whoever leaves says so, or the gateway is
    /// left alone for a while.
    async fn take_up(&self, desk: Desk, room: &Arc<Semaphore>) -> bool {
        let is_left_alone = desk == Desk::Gateway && !self.ordering.gateway.rest().is_zero();
        if room.available_permits() == 0 || is_left_alone {
            return false;
        }
        let leased = match self.ordering.tasks.lease(desk, room.available_permits() as i64).await {
            Ok(leased) => leased,
            Err(error) => {
                tracing::error!(%error, "no tasks could be leased");
                return false;
            }
        };
        if leased.is_empty() {
            return false;
        }
        crash::point("task.leased");
        for task in leased {
            let Ok(permit) = room.clone().acquire_owned().await else { return false };
            let (worker, room) = (self.clone(), room.clone());
            tokio::spawn(async move {
                worker.perform(task).await;
                let was_full = room.available_permits() == 0;
                drop(permit);
                if was_full {
                    worker.work.notify_one();
                }
            });
        }
        true
    }

    async fn perform(&self, task: LeasedTask) {
        let kind = task.kind.as_str();
        let span = tracing::info_span!("task", kind, id = %task.id, order = %task.order_id, correlation = %task.correlation, attempt = task.attempts);
        let outcome = correlation::scope(task.correlation, self.act(&task)).instrument(span.clone()).await;
        let label = match &outcome {
            Ok(Outcome::Done) => "done",
            Ok(Outcome::Again(_)) => "again",
            Err(_) => "failed",
        };
        metrics::counter!("hansang_tasks_total", "kind" => kind, "outcome" => label).increment(1);
        let why = match outcome {
            Ok(Outcome::Done) => return,
            Ok(Outcome::Again(why)) => why,
            Err(refusal) => refusal.to_string(),
        };
        let due_at = self.ordering.clock.now().plus_seconds(back_off(task.attempts));
        span.in_scope(|| tracing::warn!(why, %due_at, "a task will be tried again"));
        if let Err(error) = self.ordering.tasks.give_back(&task, due_at, &why).await {
            span.in_scope(|| tracing::error!(%error, "a task keeps its lease until it runs out"));
        }
    }

    async fn act(&self, task: &LeasedTask) -> Answer<Outcome> {
        let ordering = &self.ordering;
        match &task.kind {
            TaskKind::Charge { .. } => {
                match ordering.note(task, Command::LosePayment).await {
                    Ok(order) if order.status.is_final() => self.late_charge(task, &order).await,
                    Ok(order) => ordering.settle_charge(task, &order).await,
                    // Somebody has settled it meanwhile.
                    Err(Refusal::WrongStatus(_)) => self.remind(task, Command::LosePayment).await,
                    Err(refusal) => Err(refusal),
                }
            }
            TaskKind::Refund { payment_key, amount } => ordering.refund(task, payment_key, *amount).await,
            TaskKind::TellSeller {} => self.tell_seller(task).await,
            TaskKind::AcceptDeadline {} => self.remind(task, Command::GiveUpOnStore).await,
            TaskKind::PaymentHold {} => self.remind(task, Command::Expire).await,
            TaskKind::AutoReceipt {} => self.remind(task, Command::ConfirmReceipt).await,
        }
    }

    /// A deadline has passed. If the order has gone on meanwhile, there is nothing to do.
    async fn remind(&self, task: &LeasedTask, command: Command) -> Answer<Outcome> {
        match self.ordering.settle(task, command).await {
            Ok(_) | Err(Refusal::WrongStatus(_)) => Ok(Outcome::Done),
            Err(refusal) => Err(refusal),
        }
    }

    /// The order has ended without a payment, but a charge was under way: one that came through nevertheless is refunded by the rules.
    async fn late_charge(&self, task: &LeasedTask, order: &Order) -> Answer<Outcome> {
        let arrived_by = order.reached_at().plus_seconds(LONGEST_WAY);
        match self.ordering.gateway.find(task.order_id).await {
            Lookup::Charged { payment_key, amount, refunded } if refunded.is_zero() => {
                self.remind(task, Command::ConfirmPayment { payment_key, amount }).await
            }
            Lookup::NotFound if self.ordering.clock.now() < arrived_by && !planted(Bug::NotFoundTakenForNever) => {
                Ok(Outcome::Again("it may still be on its way".to_owned()))
            }
            // Ends the task, changes nothing.
            Lookup::Charged { .. } | Lookup::NotFound => self.remind(task, Command::LosePayment).await,
            Lookup::Unknown { why } => Ok(Outcome::Again(why)),
        }
    }

    /// The seller is told in the app's inbox: told is when it is there.
    async fn tell_seller(&self, task: &LeasedTask) -> Answer<Outcome> {
        let part = part_of(task.order_id, self.feed.parts());
        if !self.progress.wait("inbox", part, self.feed.head(part)).await {
            return Ok(Outcome::Again("the inbox is behind".to_owned()));
        }
        self.remind(task, Command::TellSeller).await
    }
}

/// Seconds: 1, 2, 4, … at most a minute.
fn back_off(attempts: i64) -> i64 {
    if planted(Bug::TriedOnlyOnce) {
        return i64::MAX;
    }
    1 << attempts.clamp(1, 7).saturating_sub(1).min(6)
}
