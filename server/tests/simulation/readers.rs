//! What is folded from the log: how each order is, and who was told what.

use crate::{
    dice::Dice,
    disk::{Message, Tables},
    process::Process,
};
use domain::{order::Event, views::Channel};
use server::{
    log::{Change, Subscriber, Topic},
    notification::{entry_id, told},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::sleep;

pub const READERS: [&str; 2] = ["order_status", "inbox"];

pub struct Reader {
    pub name: &'static str,
    pub process: Arc<Process>,
    /// Its own: which of several readers wakes first is not for the seed to say.
    pub dice: Mutex<Dice>,
}

impl Subscriber for Reader {
    fn name(&self) -> &'static str {
        self.name
    }

    fn concerns(&self, change: &Change) -> bool {
        self.name != "inbox" || !told(&change.recorded.event, &change.order).is_empty()
    }

    fn topics(&self, change: &Change) -> Vec<Topic> {
        if self.name == "inbox" { Vec::new() } else { vec![Topic::Order(change.order.id)] }
    }

    async fn cursor(&self, part: usize) -> sqlx::Result<i64> {
        Ok(self.process.world.disk.tables().cursors.get(&(self.name, part)).copied().unwrap_or(0))
    }

    async fn read(&self, part: usize, position: i64, limit: usize) -> sqlx::Result<Vec<Arc<Change>>> {
        let tables = self.process.world.disk.tables();
        Ok(tables.events[part].iter().skip(position as usize).take(limit).cloned().collect())
    }

    async fn apply(&self, part: usize, changes: &[Arc<Change>], from: i64, to: i64) -> sqlx::Result<bool> {
        // Readers of one partition wake together, in an order that is nobody's to choose: here each has moments of its own.
        let moment = if self.name == "inbox" { 1 } else { 2 };
        sleep(Duration::from_millis(moment)).await;
        self.process.passes_by(&self.dice, "subscriber.before_commit").await;
        self.process.may_fail_by(&self.dice, "subscriber.apply").await?;
        {
            let mut tables = self.process.world.disk.tables();
            let cursor = tables.cursors.entry((self.name, part)).or_default();
            if *cursor != from {
                return Ok(false);
            }
            *cursor = to;
            changes.iter().for_each(|change| self.fold(&mut tables, change));
        }
        self.process.passes_by(&self.dice, "subscriber.after_commit").await;
        Ok(true)
    }
}

impl Reader {
    fn fold(&self, tables: &mut Tables, change: &Change) {
        let Change { recorded, order, .. } = change;
        if self.name == "order_status" {
            tables.order_status.insert(order.id, order.clone());
            return;
        }
        for message in told(&recorded.event, order) {
            let entry = Message { order: order.id, version: recorded.version, to: message.to };
            tables.inbox.entry(entry_id(change, message.to, Channel::Inbox)).or_insert(entry);
        }
    }
}

/// What the inbox ought to hold for an event.
pub fn messages(change: &Change) -> impl Iterator<Item = Message> {
    let Change { recorded, order, .. } = change;
    let event: &Event = &recorded.event;
    let told = told(event, order).into_iter();
    told.map(|message| Message { order: order.id, version: recorded.version, to: message.to })
}
