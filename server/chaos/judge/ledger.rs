//! The notification ledger. What it must hold follows from the log and from the table of who is told what.

use super::{Breaches, Evidence};
use crate::tables::EntryRow;
use domain::{
    Timestamp,
    order::{Event, Order},
};
use server::notification::{Message, told};
use std::collections::BTreeMap;

pub type Entry = EntryRow;

pub fn expected(event: &Event, order: &Order, at: Timestamp) -> Vec<Entry> {
    let entry = |message: Message| Entry {
        order_id: order.id.0,
        account_id: message.to.0,
        kind: event.kind().to_owned(),
        at: at.micros(),
        text: message.text,
    };
    told(event, order).into_iter().map(entry).collect()
}

pub fn is_complete(evidence: &Evidence) -> Breaches {
    let mut balance: BTreeMap<&Entry, i32> = BTreeMap::new();
    evidence.log.messages.iter().for_each(|entry| *balance.entry(entry).or_default() += 1);
    evidence.tables.entries.iter().for_each(|entry| *balance.entry(entry).or_default() -= 1);
    let wrong = balance.into_iter().filter(|(_, balance)| *balance != 0);
    wrong.map(|(entry, balance)| format!("{} {entry:?}", if balance > 0 { "missing:" } else { "too much:" })).collect()
}
