//! The database, in memory: what is committed survives every process, what is not never was.

use crate::{
    process::Process,
    town::Town,
    world::{PARTS, lock},
};
use async_trait::async_trait;
use domain::{
    AccountId, MenuItemId, OrderId, TaskId, Timestamp,
    order::{Order, Recorded, TaskKind},
};
use server::{
    log::{
        Change, Lease, LeasedTask,
        lane::{Batch, Held, LEASE_SECONDS, Partition, Writing},
    },
    ordering::Tasks,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

pub struct Disk {
    tables: Mutex<Tables>,
    /// Whoever holds a partition's pen writes it.
    pens: Vec<Arc<tokio::sync::Mutex<()>>>,
}

#[derive(Default)]
pub struct Tables {
    pub events: [Vec<Arc<Change>>; PARTS],
    pub states: BTreeMap<OrderId, Held>,
    pub tasks: BTreeMap<TaskId, TaskRow>,
    pub stock: BTreeMap<MenuItemId, i64>,
    pub cursors: BTreeMap<(&'static str, usize), i64>,
    pub order_status: BTreeMap<OrderId, Arc<Order>>,
    pub inbox: BTreeMap<Uuid, Message>,
}

#[derive(Clone)]
pub struct TaskRow {
    pub part: i64,
    pub order_id: OrderId,
    pub kind: TaskKind,
    pub due_at: Timestamp,
    pub lease_until: Timestamp,
    pub attempts: i64,
}

/// That somebody was told of an event.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Message {
    pub order: OrderId,
    pub version: u32,
    pub to: AccountId,
}

impl Disk {
    pub fn new(town: &Town) -> Disk {
        let tables = Tables { stock: town.stock().collect(), ..Tables::default() };
        Disk { tables: Mutex::new(tables), pens: (0..PARTS).map(|_| Arc::default()).collect() }
    }

    pub fn tables(&self) -> MutexGuard<'_, Tables> {
        lock(&self.tables)
    }

    pub fn heads(&self) -> Vec<i64> {
        self.tables().events.iter().map(|events| events.len() as i64).collect()
    }
}

/// A partition, as a lane of one process sees it.
pub struct Shelf {
    pub process: Arc<Process>,
    pub part: usize,
}

pub struct Page {
    process: Arc<Process>,
    part: usize,
    _pen: OwnedMutexGuard<()>,
    written: Written,
}

#[derive(Default)]
struct Written {
    events: Vec<Arc<Change>>,
    states: Vec<Held>,
    stock: Vec<(MenuItemId, i64)>,
    tasks: Vec<(TaskId, TaskRow)>,
    done: Vec<Lease>,
}

impl Partition for Shelf {
    type Writing = Page;

    async fn lock(&self) -> sqlx::Result<(Page, i64)> {
        self.process.passes("lane.lock").await;
        let disk = &self.process.world.disk;
        let pen = disk.pens[self.part].clone().lock_owned().await;
        let page = Page { process: self.process.clone(), part: self.part, _pen: pen, written: Written::default() };
        Ok((page, disk.heads()[self.part]))
    }
}

impl Writing for Page {
    async fn states(&mut self, orders: &[OrderId]) -> sqlx::Result<Vec<Held>> {
        let tables = self.process.world.disk.tables();
        Ok(orders.iter().filter_map(|order| tables.states.get(order).cloned()).collect())
    }

    async fn stock(&mut self, item: MenuItemId) -> sqlx::Result<Option<i64>> {
        self.process.passes("lane.stock").await;
        Ok(self.process.world.disk.tables().stock.get(&item).copied())
    }

    async fn history(&mut self, order: OrderId) -> sqlx::Result<Vec<Recorded>> {
        let tables = self.process.world.disk.tables();
        let of_order = tables.events[self.part].iter().filter(|change| change.order.id == order);
        Ok(of_order.map(|change| change.recorded.clone()).collect())
    }

    async fn leases(&mut self, tasks: &[TaskId]) -> sqlx::Result<Vec<Lease>> {
        let tables = self.process.world.disk.tables();
        let lease = |id: &TaskId| tables.tasks.get(id).map(|row| Lease { task: *id, attempt: row.attempts });
        Ok(tasks.iter().filter_map(lease).collect())
    }

    async fn write(&mut self, batch: &Batch) -> sqlx::Result<()> {
        let row = |task: &server::log::lane::NewTask| TaskRow {
            part: self.part as i64,
            order_id: task.order_id,
            kind: task.kind.clone(),
            due_at: task.due_at,
            lease_until: task.lease_until.unwrap_or_default(),
            attempts: i64::from(task.lease_until.is_some()),
        };
        self.written = Written {
            events: batch.entries.iter().map(|entry| entry.change.clone()).collect(),
            states: batch.states().cloned().collect(),
            stock: batch.stock().map(|moved| (moved.item, moved.change)).collect(),
            tasks: batch.tasks.iter().map(|task| (task.id, row(task))).collect(),
            done: batch.done.clone(),
        };
        self.process.may_fail("lane.write").await
    }

    async fn commit(self) -> sqlx::Result<()> {
        let Page { process, part, written, .. } = &self;
        process.passes("lane.before_commit").await;
        process.may_fail("lane.commit").await?;
        written.commit(process, *part)?;
        process.passes("lane.after_commit").await;
        process.may_fail("lane.committed").await
    }
}

impl Written {
    fn commit(&self, process: &Process, part: usize) -> sqlx::Result<()> {
        let world = &process.world;
        let mut tables = world.disk.tables();
        if self.stock.iter().any(|(item, change)| tables.stock[item] + change < 0) {
            return Err(sqlx::Error::Protocol("the stock changed under a batch".to_owned()));
        }
        let is_latest = |lease: &Lease| tables.tasks.get(&lease.task).is_some_and(|row| row.attempts == lease.attempt);
        if !self.done.iter().all(is_latest) {
            return Err(sqlx::Error::Protocol("a task was leased under a batch".to_owned()));
        }
        for (item, change) in &self.stock {
            *tables.stock.entry(*item).or_default() += change;
        }
        for change in &self.events {
            let number = &change.order.number;
            world.note(format_args!("{number} v{}: {}", change.recorded.version, change.recorded.event.kind()));
            tables.events[part].push(change.clone());
        }
        tables.states.extend(self.states.iter().map(|held| (held.order.id, held.clone())));
        for (id, row) in &self.tasks {
            tables.tasks.entry(*id).or_insert_with(|| row.clone());
        }
        for lease in &self.done {
            tables.tasks.remove(&lease.task);
        }
        Ok(())
    }
}

/// The table of work to do, as one process sees it.
pub struct Work(pub Arc<Process>);

#[async_trait]
impl Tasks for Work {
    async fn lease(&self, limit: i64) -> sqlx::Result<Vec<LeasedTask>> {
        let world = &self.0.world;
        let now = world.now();
        let leased: Vec<LeasedTask> = {
            let mut tables = world.disk.tables();
            let mut due: Vec<_> =
                tables.tasks.iter_mut().filter(|(_, row)| row.due_at <= now && row.lease_until <= now).collect();
            due.sort_by_key(|(id, row)| (row.due_at, **id));
            due.truncate(limit as usize);
            due.into_iter().map(|(id, row)| row.lease(*id, now)).collect()
        };
        if !leased.is_empty() {
            self.0.passes("task.leased").await;
        }
        Ok(leased)
    }

    async fn give_back(&self, task: &LeasedTask, due_at: Timestamp, why: &str) -> sqlx::Result<()> {
        self.0.passes("task.give_back").await;
        let world = &self.0.world;
        world.note(format_args!("{} again later: {why}", task.kind.as_str()));
        if let Some(row) = world.disk.tables().tasks.get_mut(&task.id).filter(|row| row.attempts == task.attempts) {
            (row.due_at, row.lease_until) = (due_at, Timestamp::default());
        }
        Ok(())
    }
}

impl TaskRow {
    fn lease(&mut self, id: TaskId, now: Timestamp) -> LeasedTask {
        self.lease_until = now.plus_seconds(LEASE_SECONDS);
        self.attempts += 1;
        LeasedTask {
            part: self.part,
            id,
            order_id: self.order_id,
            kind: self.kind.clone(),
            attempts: self.attempts,
            correlation: Uuid::nil(),
        }
    }
}
