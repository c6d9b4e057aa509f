//! The notification ledger. What it must hold follows from the log and from the table of who is told what.

use super::{Breaches, Evidence};
use crate::tables::EntryRow;
use domain::{
    OrderId, Timestamp,
    order::{Event, Order},
    views::Channel,
};
use serde::Deserialize;
use server::notification::{Message, told};
use std::collections::BTreeMap;

pub type Entry = EntryRow;

pub fn expected(event: &Event, order: &Order, at: Timestamp) -> Vec<Entry> {
    let entry = |message: &Message, channel: Channel| Entry {
        order_id: order.id.0,
        recipient: message.to.0,
        channel: channel.as_str().to_owned(),
        kind: event.kind().to_owned(),
        at: at.micros(),
        template: message.template.to_string(),
        text: message.text.clone(),
    };
    let channels = [Channel::Inbox, Channel::Alimtalk];
    told(event, order).iter().flat_map(|message| channels.map(|channel| entry(message, channel))).collect()
}

pub fn is_complete(evidence: &Evidence) -> Breaches {
    let mut balance: BTreeMap<&Entry, i32> = BTreeMap::new();
    evidence.log.messages.iter().for_each(|entry| *balance.entry(entry).or_default() += 1);
    evidence.tables.entries.iter().for_each(|entry| *balance.entry(entry).or_default() -= 1);
    let wrong = balance.into_iter().filter(|(_, balance)| *balance != 0);
    wrong.map(|(entry, balance)| format!("{} {entry:?}", if balance > 0 { "missing:" } else { "too much:" })).collect()
}

/// A message as the sandbox's vendor accepted it.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    pub order_id: OrderId,
    pub template: String,
    pub text: String,
}

/// What the ledger holds was handed to the vendor, and nothing else, once.
pub fn is_what_was_sent(evidence: &Evidence) -> Breaches {
    let alimtalk = evidence.tables.entries.iter().filter(|entry| entry.channel == Channel::Alimtalk.as_str());
    let mut balance: BTreeMap<(OrderId, &str, &str), i32> = BTreeMap::new();
    alimtalk.for_each(|entry| *balance.entry((OrderId(entry.order_id), &entry.template, &entry.text)).or_default() += 1);
    evidence.messages.iter().for_each(|sent| *balance.entry((sent.order_id, &sent.template, &sent.text)).or_default() -= 1);
    let wrong = balance.into_iter().filter(|(_, balance)| *balance != 0);
    wrong.map(|(sent, balance)| format!("{} {sent:?}", if balance > 0 { "never sent:" } else { "sent again:" })).collect()
}
