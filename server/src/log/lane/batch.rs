use super::{
    super::{Change, Lease},
    Append, Appended, LEASE_SECONDS, NewTask, Writing,
    stock::StockBook,
};
use crate::derived::derived_id;
use domain::{
    CommandId, OrderId, Refusal, TaskId, Timestamp,
    order::{
        Command, Deadlines, Facts, Order, PaymentStatus, Recorded, StockMove, TaskKind, decide, evolve, out_of_stock, policy,
        stock_moves,
    },
    planted::{Bug, planted},
    ports::Intent,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// What the lane keeps of an order between commands.
#[derive(Clone, Serialize, Deserialize)]
pub struct Held {
    pub order: Arc<Order>,
    /// What was carried out, so that the same command again changes nothing.
    commands: Vec<CarriedOut>,
    /// How many charges were asked for. Each is a task of its own, lest the late end of an earlier one be taken for that of a later one.
    #[serde(default)]
    charges: u32,
    /// The charge that is under way. There is never a second one: what one of them settles would end, unseen, what the other is in the
    /// middle of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    charge: Option<TaskId>,
}

/// A command, the version that it led to, and what it wanted, as [`content`] tells; 0: nobody asks.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct CarriedOut(CommandId, u32, #[serde(default)] u64);

/// What the commands of a batch come to: everything that one transaction is going to write.
pub struct Batch {
    part: i64,
    /// The position of the last event.
    pub position: i64,
    now: Timestamp,
    deadlines: Deadlines,
    held: HashMap<OrderId, Held>,
    changed: Vec<OrderId>,
    stock: StockBook,
    pub entries: Vec<Entry>,
    pub tasks: Vec<NewTask>,
    /// The latest leases of the tasks that commands come from.
    leases: Vec<Lease>,
    /// Leases of tasks that are over, whether or not anything was left to happen.
    pub done: Vec<Lease>,
}

/// An event on its way into the log.
pub struct Entry {
    pub change: Arc<Change>,
    pub correlation: Uuid,
    /// The command that it comes from.
    pub causation: CommandId,
}

impl Batch {
    /// `held`: the orders that the commands are about, as far as they exist; `leases`: the latest of the tasks that they come from.
    pub fn new(part: i64, position: i64, now: Timestamp, deadlines: Deadlines, held: Vec<Held>, leases: Vec<Lease>) -> Batch {
        Batch {
            part,
            position,
            now,
            deadlines,
            held: held.into_iter().map(|held| (held.order.id, held)).collect(),
            changed: Vec::new(),
            stock: StockBook::default(),
            entries: Vec::new(),
            tasks: Vec::new(),
            leases,
            done: Vec::new(),
        }
    }

    /// The orders that are not as they were.
    pub fn states(&self) -> impl Iterator<Item = &Held> {
        self.changed.iter().map(|id| &self.held[id])
    }

    /// What the batch takes from the stock and gives back, in id order.
    pub fn stock(&self) -> impl Iterator<Item = StockMove> {
        self.stock.moves()
    }

    /// Decides one command on what the batch has made of its order so far.
    pub async fn carry_out(&mut self, writing: &mut impl Writing, append: &Append) -> sqlx::Result<Result<Appended, Refusal>> {
        let intent = &append.intent;
        let held = self.held.get(&intent.order_id).cloned();
        let content = content(append);
        if let Some(refusal) = held.as_ref().and_then(|held| out_of_place(held, intent, content, self.now)) {
            return Ok(Err(refusal));
        }
        if let Some(held) = &held
            && !self.end_task(append)
            && is_a_guess(&intent.command)
        {
            // Somebody else has this work now, and knows better, or will.
            let charging = held.charge.is_some();
            return Ok(Ok(Appended { order: held.order.clone(), replayed: false, charge: None, charging }));
        }
        // What the task's end has changed.
        let held = self.held.get(&intent.order_id).cloned();
        if let Some(held) = &held
            && !planted(Bug::CommandsNotRemembered)
            && let Some(CarriedOut(_, version, _)) = held.carried_out(intent.id)
            && !may_pay_again(&held.order, &intent.command)
        {
            if !held.order.is_visible_to(&intent.actor) {
                return Ok(Err(Refusal::NotFound));
            }
            // An order is placed when its payment is settled, so whoever asks again hears how that went.
            let latest = version == held.order.version || matches!(intent.command, Command::Place(_) | Command::Pay { .. });
            let order = if latest { held.order.clone() } else { self.as_it_was(writing, &held.order, version).await? };
            return Ok(Ok(Appended { order, replayed: true, charge: None, charging: held.charge.is_some() }));
        }

        let facts = Facts { now: self.now, order_id: intent.order_id, shop: append.shop.as_deref(), deadlines: &self.deadlines };
        let current = held.as_ref().map(|held| held.order.as_ref());
        let decision = match decide(current, &intent.command, &intent.actor, &facts) {
            Ok(decision) => decision,
            Err(refusal) => return Ok(Err(refusal)),
        };

        let charges_card = decision.tasks.iter().any(|task| matches!(task.kind, TaskKind::Charge { .. }));
        if let Some(Held { order, charge: Some(_), .. }) = &held
            && charges_card
            && !planted(Bug::TwoChargesAtOnce)
        {
            return Ok(Ok(Appended { order: order.clone(), replayed: false, charge: None, charging: true }));
        }

        let mut order = held.as_ref().map(|held| held.order.as_ref().clone());
        let mut steps = Vec::with_capacity(decision.events.len());
        let mut moves = Vec::new();
        for event in decision.events {
            order = evolve(order, &event, self.now);
            let Some(order) = &order else { return Ok(Err(Refusal::NotFound)) };
            moves.extend(stock_moves(order, &event));
            steps.push((event, Arc::new(order.clone())));
        }
        let Some(order) = order else { return Ok(Err(Refusal::NotFound)) };
        if let Err(item) = self.stock.apply(writing, &moves).await? {
            return Ok(Err(out_of_stock(&order, item)));
        }

        // Nothing can refuse it from here on.
        let base = order.version - steps.len() as u32;
        for (event, after) in steps {
            self.position += 1;
            for task in policy(&after, &event, self.now, &self.deadlines) {
                self.tasks.push(NewTask::of(task, &after, after.version, append.correlation));
            }
            let recorded =
                Recorded { order_id: after.id, version: after.version, at: self.now, actor: intent.actor.clone(), event };
            let change = Arc::new(Change { part: self.part, seq: self.position, recorded, order: after });
            self.entries.push(Entry { change, correlation: append.correlation, causation: intent.id });
        }
        let (mut commands, mut charges, under_way) =
            held.map(|held| (held.commands, held.charges, held.charge)).unwrap_or_default();
        match commands.iter_mut().find(|CarriedOut(id, ..)| *id == intent.id) {
            // Another card, perhaps.
            Some(CarriedOut(_, _, wanted)) => *wanted = content,
            None if order.version > base || charges_card => commands.push(CarriedOut(intent.id, order.version, content)),
            None => {}
        }
        let mut charge = None;
        for task in decision.tasks {
            // A command asks for no other work than charges.
            charges += 1;
            let number = if planted(Bug::ChargesAreOneTask) { order.version } else { charges };
            let mut task = NewTask::of(task, &order, number, append.correlation);
            if matches!(task.kind, TaskKind::Charge { .. }) {
                // Whoever asks for a charge makes it at once; should they die, the lease runs out and a worker takes over.
                let lease = if planted(Bug::LeaseForEver) { i64::MAX } else { LEASE_SECONDS };
                task.lease_until = Some(self.now.plus_seconds(lease));
                charge = Some(task.leased(self.part));
            }
            self.tasks.push(task);
        }

        let order = Arc::new(order);
        let under_way = charge.as_ref().map(|task| task.id).or(under_way);
        self.keep(Held { order: order.clone(), commands, charges, charge: under_way });
        Ok(Ok(Appended { order, replayed: false, charge, charging: under_way.is_some() }))
    }

    /// The task that a command is the result of is over, unless somebody else has leased it since, or ended it. False: so it was.
    fn end_task(&mut self, append: &Append) -> bool {
        let Some(lease) = append.completes else { return true };
        let known = self
            .leases
            .iter()
            .position(|latest| latest.task == lease.task && (latest.attempt == lease.attempt || planted(Bug::LeaseNotFenced)));
        let Some(known) = known else { return false };
        let latest = self.leases.swap_remove(known);
        if planted(Bug::TaskNeverDone) {
            return true;
        }
        self.done.push(latest);
        if let Some(held) = self.held.get(&append.intent.order_id)
            && held.charge == Some(lease.task)
        {
            self.keep(Held { charge: None, ..held.clone() });
        }
        true
    }

    fn keep(&mut self, held: Held) {
        let id = held.order.id;
        self.held.insert(id, held);
        if !self.changed.contains(&id) {
            self.changed.push(id);
        }
    }

    /// The order at an earlier version: from the database, or from this very batch.
    async fn as_it_was(&self, writing: &mut impl Writing, order: &Arc<Order>, version: u32) -> sqlx::Result<Arc<Order>> {
        let mut of_batch = self.entries.iter().map(|entry| &entry.change.order);
        if let Some(then) = of_batch.find(|then| then.id == order.id && then.version == version) {
            return Ok(then.clone());
        }
        let history = writing.history(order.id).await?;
        let fold =
            history.iter().take(version as usize).fold(None, |order, recorded| evolve(order, &recorded.event, recorded.at));
        Ok(fold.map_or_else(|| order.clone(), Arc::new))
    }
}

impl Held {
    fn carried_out(&self, id: CommandId) -> Option<CarriedOut> {
        self.commands.iter().find(|CarriedOut(known, ..)| *known == id).copied()
    }
}

/// What a command wants, in 64 bits of a hash. Whoever sends one again under its id wants the same, or has used an old key for something
/// new. Of what comes of a task nobody asks: how a charge went may be found out in more than one way. The hash is of the command's JSON: a
/// version of this program in which that is another refuses a command that was first sent to the one before.
fn content(append: &Append) -> u64 {
    if append.completes.is_some() {
        return 0;
    }
    let command = serde_json::to_vec(&append.intent.command).unwrap_or_default();
    derived_id(&[&command]).as_u64_pair().0
}

/// What is refused before the rules are asked, and ends no task.
fn out_of_place(held: &Held, intent: &Intent, content: u64, now: Timestamp) -> Option<Refusal> {
    let is_another = match held.carried_out(intent.id) {
        Some(CarriedOut(_, _, known)) => {
            // Nothing came of the first try, so the same form may name another card.
            let is_tried_anew = matches!(intent.command, Command::Pay { .. }) && may_pay_again(&held.order, &intent.command);
            known != content && known != 0 && content != 0 && !is_tried_anew
        }
        // An order is made by one command only.
        None => matches!(intent.command, Command::Place(_)),
    };
    if is_another {
        let theirs = held.order.is_visible_to(&intent.actor);
        return Some(if theirs { Refusal::IdempotencyKeyReused } else { Refusal::NotFound });
    }
    let is_early = matches!(intent.command, Command::Expire) && !may_expire(held, now);
    is_early.then_some(Refusal::Overloaded { retry_after: 1 })
}

/// A hold does not end while the order is being paid, at the last moment, nor before its time, by a clock that was set back.
fn may_expire(held: &Held, now: Timestamp) -> bool {
    let payment = &held.order.payment;
    let is_held = payment.status == PaymentStatus::Deferred && payment.hold_until.is_some_and(|until| now < until);
    held.charge.is_none() && !is_held
}

/// What is said of a charge by whoever does not know how it went; everything else that comes of a task is a fact, or decided anew.
fn is_a_guess(command: &Command) -> bool {
    matches!(command, Command::DeferPayment { .. } | Command::LosePayment)
}

/// A held order that is sent again, or whose payment is, is paid again on the same hold.
fn may_pay_again(order: &Order, command: &Command) -> bool {
    matches!(command, Command::Place(_) | Command::Pay { .. }) && order.payment.status == PaymentStatus::Deferred
}
