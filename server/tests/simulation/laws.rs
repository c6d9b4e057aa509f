//! What must be true in the end, whatever went wrong on the way.

use crate::{
    disk::{Message, Tables},
    readers::{READERS, messages},
    world::{PARTS, World, lock},
};
use domain::{
    MenuItemId, Money, OrderId,
    order::{Order, Status, evolve},
};
use std::{collections::BTreeMap, sync::Arc, sync::atomic::Ordering::Relaxed};

/// Nothing is on its way any more, and nobody has anything left to do.
pub fn is_settled(world: &World) -> bool {
    let tables = world.disk.tables();
    world.on_the_way.load(Relaxed) == 0
        && tables.tasks.is_empty()
        && tables.states.values().all(|held| held.order.status.is_final())
        && orders(&tables).len() == tables.order_status.len()
        && (0..PARTS).all(|part| is_read(&tables, part))
}

/// Readers move their cursor with the next event that concerns them, so what is behind it must concern nobody.
fn is_read(tables: &Tables, part: usize) -> bool {
    READERS.iter().all(|reader| {
        let cursor = tables.cursors.get(&(*reader, part)).copied().unwrap_or(0);
        let behind = tables.events[part].get(cursor as usize..).unwrap_or_default();
        behind.iter().all(|change| *reader == "inbox" && messages(change).next().is_none())
    })
}

pub fn hold(world: &World) {
    let tables = world.disk.tables();
    let orders = orders(&tables);
    the_log_has_no_gaps(world, &tables);
    everything_comes_to_an_end(world, &tables, &orders);
    the_bank_agrees(world, &orders);
    stock_is_conserved(world, &tables, &orders);
    nothing_that_was_acknowledged_is_lost(world, &orders);
    read_models_are_folds(world, &tables, &orders);
    everybody_was_told_once(world, &tables);
}

/// The fold of the log.
fn orders(tables: &Tables) -> BTreeMap<OrderId, Order> {
    let mut orders = BTreeMap::new();
    for change in tables.events.iter().flatten() {
        let order = orders.remove(&change.order.id);
        if let Some(order) = evolve(order, &change.recorded.event, change.recorded.at) {
            orders.insert(order.id, order);
        }
    }
    orders
}

fn the_log_has_no_gaps(world: &World, tables: &Tables) {
    let mut versions: BTreeMap<OrderId, u32> = BTreeMap::new();
    for events in &tables.events {
        for (change, seq) in events.iter().zip(1..) {
            let version = versions.entry(change.order.id).or_default();
            *version += 1;
            if change.seq != seq || change.recorded.version != *version {
                world.blame(format!(
                    "event {seq} of order {} has version {} at {}",
                    change.order.number, change.recorded.version, change.seq
                ));
            }
        }
    }
}

fn everything_comes_to_an_end(world: &World, tables: &Tables, orders: &BTreeMap<OrderId, Order>) {
    for order in orders.values().filter(|order| !order.status.is_final()) {
        world.blame(format!("order {} is left lying: {:?}, {:?}", order.number, order.status, order.payment.status));
    }
    for row in tables.tasks.values() {
        world.blame(format!("work is left over: {} of order {}, {} times tried", row.kind.as_str(), row.order_id, row.attempts));
    }
}

/// It keeps what the orders that became a deal are worth, and nothing else.
fn the_bank_agrees(world: &World, orders: &BTreeMap<OrderId, Order>) {
    for order in orders.values() {
        let (taken, back) =
            world.bank.of(order.id).map_or((Money::ZERO, Money::ZERO), |payment| (payment.amount, payment.refunded));
        let owed = if order.status == Status::Completed { order.total } else { Money::ZERO };
        if taken.minus(back) != Ok(owed) {
            world.blame(format!(
                "order {} is {:?}: {owed} won are owed, {taken} were taken, {back} given back",
                order.number, order.status
            ));
        }
        if (order.payment.charged, order.payment.refunded) != (taken, back) {
            let payment = &order.payment;
            world.blame(format!("order {} says {payment:?}, the bank {taken} and {back} back", order.number));
        }
    }
}

fn stock_is_conserved(world: &World, tables: &Tables, orders: &BTreeMap<OrderId, Order>) {
    let mut expected: BTreeMap<MenuItemId, i64> = world.town.stock().collect();
    let back = |status| matches!(status, Status::Expired | Status::Rejected | Status::Cancelled);
    for line in orders.values().filter(|order| !back(order.status)).flat_map(|order| &order.lines) {
        *expected.entry(line.menu_item_id).or_default() -= i64::from(line.quantity.count());
    }
    if tables.stock != expected || expected.values().any(|left| *left < 0) {
        world.blame(format!("the stock is {:?}, and should be {expected:?}", tables.stock));
    }
}

fn nothing_that_was_acknowledged_is_lost(world: &World, orders: &BTreeMap<OrderId, Order>) {
    let told = lock(&world.told);
    for (id, version) in &told.orders {
        if orders.get(id).is_none_or(|order| order.version < *version) {
            world.blame(format!("order {id} was acknowledged at version {version}, and is not there"));
        }
    }
    for (id, riders) in told.riders.iter().filter(|(_, riders)| riders.len() > 1) {
        world.blame(format!("{} riders were told that order {id} is theirs", riders.len()));
    }
}

fn read_models_are_folds(world: &World, tables: &Tables, orders: &BTreeMap<OrderId, Order>) {
    for (id, order) in orders {
        if tables.order_status.get(id).map(Arc::as_ref) != Some(order) {
            world.blame(format!("the read model of order {} is not the fold of its events", order.number));
        }
        if tables.states.get(id).map(|held| held.order.as_ref()) != Some(order) {
            world.blame(format!("the state of order {} is not the fold of its events", order.number));
        }
    }
    if tables.order_status.len() > orders.len() {
        world.blame("the read model has orders that the log does not have".to_owned());
    }
}

fn everybody_was_told_once(world: &World, tables: &Tables) {
    let mut expected: Vec<Message> = tables.events.iter().flatten().flat_map(|change| messages(change)).collect();
    let mut inbox: Vec<Message> = tables.inbox.values().cloned().collect();
    expected.sort();
    inbox.sort();
    if inbox != expected {
        world.blame(format!("{} messages in the inbox, {} were due", inbox.len(), expected.len()));
    }
}
