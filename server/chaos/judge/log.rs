use super::{Breaches, Evidence};
use crate::{Failure, tables::Tables};
use domain::{
    MenuItemId, OrderId, StoreId, Timestamp,
    order::{Event, Order, PaymentStatus, Status, evolve},
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// The log, folded by the rules alone, without anything that the program keeps besides.
#[derive(Default)]
pub struct Log {
    pub histories: HashMap<OrderId, History>,
    /// How often each item was ordered.
    pub menus: BTreeMap<MenuItemId, (StoreId, i64)>,
    /// What people should have been told of.
    pub messages: Vec<super::ledger::Entry>,
    gaps: Breaches,
}

pub struct History {
    pub order: Order,
    /// What it was after each event.
    pub steps: Vec<(Status, PaymentStatus)>,
    /// Where its last event is.
    pub part: i64,
    pub seq: i64,
}

impl Log {
    pub fn fold(tables: &Tables) -> Result<Log, Failure> {
        let mut log = Log::default();
        let mut last = (0, 0);
        for row in &tables.events {
            let before = if row.part == last.0 { last.1 } else { 0 };
            if row.seq != before + 1 {
                log.gaps.push(format!("partition {}: {} follows {before}", row.part, row.seq));
            }
            last = (row.part, row.seq);
            let event: Event = serde_json::from_str(&row.data)?;
            let (id, at) = (OrderId(row.order_id), Timestamp::from_micros(row.at));
            let (order, mut steps) = match log.histories.remove(&id) {
                Some(history) => (Some(history.order), history.steps),
                None => (None, Vec::new()),
            };
            let Some(order) = evolve(order, &event, at) else {
                log.gaps.push(format!("{id} does not begin with its placing"));
                continue;
            };
            if i64::from(order.version) != row.version || event.kind() != row.kind {
                log.gaps.push(format!("{id}: version {} ({}) is in the place of {}", row.version, row.kind, order.version));
            }
            steps.push((order.status, order.payment.status));
            log.count(&event, &order);
            log.messages.extend(super::ledger::expected(&event, &order, at));
            log.histories.insert(id, History { order, steps, part: row.part, seq: row.seq });
        }
        for (part, seq) in &tables.parts {
            let events = tables.events.iter().filter(|event| event.part == *part).count() as i64;
            if events != *seq {
                log.gaps.push(format!("partition {part}: {events} events, its counter is {seq}"));
            }
        }
        Ok(log)
    }

    /// Ordered is what was made or shipped, less what was cancelled after that.
    fn count(&mut self, event: &Event, order: &Order) {
        let made = order.timeline.iter().any(|step| matches!(step.status, Status::Ready | Status::Shipped));
        let weight = match event {
            Event::CookingFinished {} | Event::Shipped { .. } => 1,
            Event::Cancelled { .. } if made => -1,
            _ => return,
        };
        for line in &order.lines {
            let (_, count) = self.menus.entry(line.menu_item_id).or_insert((order.store.id, 0));
            *count += weight * i64::from(line.quantity.count());
        }
    }
}

/// What a lane keeps of an order.
#[derive(Deserialize)]
struct Held {
    order: Order,
}

pub fn is_whole(evidence: &Evidence) -> Breaches {
    let mut breaches = evidence.log.gaps.clone();
    let histories = &evidence.log.histories;
    for (id, version, data) in &evidence.tables.states {
        let history = histories.get(&OrderId(*id));
        let same = serde_json::from_str(data).is_ok_and(|Held { order }| history.is_some_and(|history| history.order == order));
        if !same || history.is_none_or(|history| i64::from(history.order.version) != *version) {
            breaches.push(format!("{id}: its lane keeps another order than its events make"));
        }
    }
    if evidence.tables.states.len() != histories.len() {
        breaches.push(format!("{} orders in the log, {} in the lanes", histories.len(), evidence.tables.states.len()));
    }
    breaches
}
