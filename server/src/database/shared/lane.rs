//! A lane writes one partition: it takes the commands that wait, decides them one after the other in memory, writes what follows in a few
//! statements, and commits once for all of them. Nothing is answered before it is on the disk.

use super::{Connection, Db, Pools, events, rows, stock::StockBook, tasks};
use crate::{
    clock::Clock,
    crash,
    log::{Append, Appended, Change, Feed},
};
use domain::{
    CommandId, OrderId, Refusal, Timestamp,
    order::{
        Command, Deadlines, Facts, Order, PaymentStatus, Recorded, Task, TaskKind, decide, evolve, out_of_stock, policy,
        stock_moves,
    },
};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::sync::{Notify, mpsc};
use uuid::Uuid;

/// How often a transaction that another process got in the way of is tried again.
const TRIES: usize = 5;

pub struct Lane {
    pub part: i64,
    pub pools: Pools,
    pub clock: Clock,
    pub deadlines: Deadlines,
    pub feed: Arc<Feed>,
    /// Rung when there is something to do at once.
    pub work: Arc<Notify>,
    /// The most commands in one transaction; 1 turns group commit off, for measuring what it brings.
    pub batch: usize,
}

/// What the lane keeps of an order between commands.
#[derive(Clone, Serialize, Deserialize)]
struct Held {
    order: Arc<Order>,
    /// Which command led to which version, so that the same command again changes nothing.
    commands: Vec<(CommandId, u32)>,
}

/// What a batch is going to write.
#[derive(Default)]
struct Batch {
    held: HashMap<OrderId, Held>,
    changed: Vec<OrderId>,
    changes: Vec<Arc<Change>>,
    events: Vec<events::Row>,
    tasks: Vec<tasks::Row>,
    completed: Vec<Uuid>,
}

impl Lane {
    /// Until every sender is gone; what waits then is still written.
    pub async fn run(self, mut queue: mpsc::Receiver<Append>) {
        let mut waiting = Vec::with_capacity(self.batch);
        while queue.recv_many(&mut waiting, self.batch).await > 0 {
            let batch = std::mem::take(&mut waiting);
            let answers = self.write_patiently(&batch).await;
            for (append, answer) in batch.into_iter().zip(answers) {
                // Whoever asked may have gone; what was decided stands.
                let _ = append.reply.send(answer);
            }
        }
    }

    async fn write_patiently(&self, batch: &[Append]) -> Vec<Result<Appended, Refusal>> {
        for attempt in 1..=TRIES {
            match self.write(batch).await {
                Ok(answers) => return answers,
                Err(error) if attempt < TRIES => {
                    tracing::warn!(part = self.part, attempt, %error, "a batch is tried again");
                    tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
                }
                Err(error) => tracing::error!(part = self.part, %error, commands = batch.len(), "a batch could not be written"),
            }
        }
        batch.iter().map(|_| Err(Refusal::Internal)).collect()
    }

    async fn write(&self, batch: &[Append]) -> sqlx::Result<Vec<Result<Appended, Refusal>>> {
        let mut tx = self.pools.write().await?;
        let mut seq = lock(tx.db(), self.part).await?;
        let before = seq;
        let mut plan = Batch { held: load(tx.db(), self.part, batch).await?, ..Batch::default() };
        let mut stock = StockBook::default();
        let now = self.clock.now();
        let mut answers = Vec::with_capacity(batch.len());
        for append in batch {
            answers.push(self.carry_out(tx.db(), append, now, &mut seq, &mut plan, &mut stock).await?);
        }
        if seq != before {
            sqlx::query("UPDATE part SET seq = $1 WHERE id = $2").bind(seq).bind(self.part).execute(tx.db()).await?;
        }
        stock.write(tx.db()).await?;
        events::insert(tx.db(), &plan.events).await?;
        save(tx.db(), self.part, &mut plan).await?;
        tasks::insert(tx.db(), &plan.tasks).await?;
        tasks::delete(tx.db(), self.part, &plan.completed).await?;
        crash::point("lane.before_commit");
        tx.commit().await?;
        crash::point("lane.after_commit");

        metrics::histogram!("hansang_log_batch_commands").record(batch.len() as f64);
        metrics::counter!("hansang_log_events_total").increment(plan.changes.len() as u64);
        self.feed.publish(self.part as usize, &plan.changes);
        if plan.tasks.iter().any(|task| task.lease_until == 0 && task.due_at <= now.micros()) {
            self.work.notify_one();
        }
        Ok(answers)
    }

    /// Decides one command on what the batch has made of its order so far.
    async fn carry_out(
        &self,
        db: &mut Connection,
        append: &Append,
        now: Timestamp,
        seq: &mut i64,
        plan: &mut Batch,
        stock: &mut StockBook,
    ) -> sqlx::Result<Result<Appended, Refusal>> {
        plan.completed.extend(append.completes.map(|task| task.0));
        let intent = &append.intent;
        let held = plan.held.get(&intent.order_id).cloned();
        if let Some(held) = &held
            && let Some((_, version)) = held.commands.iter().find(|(id, _)| *id == intent.id)
            && !may_pay_again(&held.order, &intent.command)
        {
            if !held.order.is_visible_to(&intent.actor) {
                return Ok(Err(Refusal::NotFound));
            }
            // An order is placed when its payment is settled, so whoever asks again hears how that went.
            let latest = *version == held.order.version || matches!(intent.command, Command::Place(_));
            let order = if latest { held.order.clone() } else { self.as_it_was(db, plan, &held.order, *version).await? };
            return Ok(Ok(Appended { order, replayed: true, charge: None }));
        }

        let facts = Facts { now, order_id: intent.order_id, shop: append.shop.as_deref(), deadlines: &self.deadlines };
        let current = held.as_ref().map(|held| held.order.as_ref());
        let decision = match decide(current, &intent.command, &intent.actor, &facts) {
            Ok(decision) => decision,
            Err(refusal) => return Ok(Err(refusal)),
        };

        let mut order = held.as_ref().map(|held| held.order.as_ref().clone());
        let mut steps = Vec::with_capacity(decision.events.len());
        let mut moves = Vec::new();
        for event in decision.events {
            order = evolve(order, &event, now);
            let Some(order) = &order else { return Ok(Err(Refusal::NotFound)) };
            moves.extend(stock_moves(order, &event));
            steps.push((event, Arc::new(order.clone())));
        }
        let Some(order) = order else { return Ok(Err(Refusal::NotFound)) };
        if let Err(item) = stock.apply(db, &moves).await? {
            return Ok(Err(out_of_stock(&order, item)));
        }

        // Nothing can refuse it from here on.
        let base = order.version - steps.len() as u32;
        for (index, (event, after)) in steps.into_iter().enumerate() {
            *seq += 1;
            for task in policy(&after, &event, now, &self.deadlines) {
                plan.tasks.push(self.task(&task, &after, 0, append.correlation)?);
            }
            let recorded =
                Recorded { order_id: after.id, version: base + index as u32 + 1, at: now, actor: intent.actor.clone(), event };
            let change = Arc::new(Change { part: self.part, seq: *seq, recorded, order: after });
            plan.events.push(events::Row::of(&change, append.correlation, intent.id.0)?);
            plan.changes.push(change);
        }
        let mut charge = None;
        for task in &decision.tasks {
            // Whoever asks for a charge makes it at once; should they die, the lease runs out and a worker takes over.
            let lease = now.plus_seconds(tasks::LEASE_SECONDS).micros();
            let row = self.task(task, &order, lease, append.correlation)?;
            if matches!(task.kind, TaskKind::Charge { .. }) {
                charge = Some(row.leased(task.kind.clone()));
            }
            plan.tasks.push(row);
        }

        let mut commands = held.map(|held| held.commands).unwrap_or_default();
        if order.version > base {
            commands.push((intent.id, order.version));
        }
        let order = Arc::new(order);
        plan.held.insert(order.id, Held { order: order.clone(), commands });
        if !plan.changed.contains(&order.id) {
            plan.changed.push(order.id);
        }
        Ok(Ok(Appended { order, replayed: false, charge }))
    }

    /// The order at an earlier version: from the database, or from this very batch.
    async fn as_it_was(&self, db: &mut Connection, plan: &Batch, order: &Arc<Order>, version: u32) -> sqlx::Result<Arc<Order>> {
        let of_batch = plan.changes.iter().find(|change| change.order.id == order.id && change.order.version == version);
        if let Some(change) = of_batch {
            return Ok(change.order.clone());
        }
        let history = events::of_order(db, self.part, order.id).await?;
        let fold =
            history.iter().take(version as usize).fold(None, |order, recorded| evolve(order, &recorded.event, recorded.at));
        Ok(fold.map_or_else(|| order.clone(), Arc::new))
    }

    fn task(&self, task: &Task, order: &Order, lease_until: i64, correlation: Uuid) -> sqlx::Result<tasks::Row> {
        Ok(tasks::Row {
            part: self.part,
            id: tasks::id(order.id, order.version, &task.kind),
            order_id: order.id.0,
            kind: task.kind.as_str(),
            data: rows::encode(&task.kind)?,
            due_at: task.due_at.micros(),
            lease_until,
            correlation,
        })
    }
}

/// A held order that is sent again is paid again, on the same hold.
fn may_pay_again(order: &Order, command: &Command) -> bool {
    matches!(command, Command::Place(_)) && order.payment.status == PaymentStatus::Deferred
}

/// Takes the partition's counter: whoever holds it writes, everybody else waits.
async fn lock(db: &mut Connection, part: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar::<Db, i64>("UPDATE part SET seq = seq WHERE id = $1 RETURNING seq").bind(part).fetch_one(db).await
}

async fn load(db: &mut Connection, part: i64, batch: &[Append]) -> sqlx::Result<HashMap<OrderId, Held>> {
    let mut ids: Vec<Uuid> = batch.iter().map(|append| append.intent.order_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut query = QueryBuilder::<Db>::new("SELECT data FROM state WHERE part = ");
    query.push_bind(part).push(" AND order_id IN ");
    rows::push_list(&mut query, ids);
    let states: Vec<String> = query.build_query_scalar().fetch_all(db).await?;
    states.iter().map(|data| rows::decode::<Held>(data).map(|held| (held.order.id, held))).collect()
}

async fn save(db: &mut Connection, part: i64, plan: &mut Batch) -> sqlx::Result<()> {
    if plan.changed.is_empty() {
        return Ok(());
    }
    let mut states = Vec::with_capacity(plan.changed.len());
    for id in &plan.changed {
        let held = &plan.held[id];
        states.push((id.0, i64::from(held.order.version), rows::encode(held)?));
    }
    let mut query = QueryBuilder::<Db>::new("INSERT INTO state (part, order_id, version, data) ");
    query.push_values(states, |mut row, (id, version, data)| {
        row.push_bind(part).push_bind(id).push_bind(version).push_bind(data);
    });
    query.push(" ON CONFLICT (part, order_id) DO UPDATE SET version = excluded.version, data = excluded.data");
    query.build().execute(db).await.map(drop)
}
