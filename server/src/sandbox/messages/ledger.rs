//! What was ever accepted to be sent: each a line in a file before it is answered, so a killed process loses nothing that somebody was told.

use super::super::journal::{Journal, LedgerError};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// A message, addressed and worded.
#[derive(Serialize, Deserialize)]
pub struct Message {
    pub id: Uuid,
    /// The call that it came in.
    pub request: Uuid,
    pub channel: String,
    pub template: String,
    pub to: String,
    pub text: String,
    pub buttons: Vec<Button>,
    pub at: Timestamp,
}

/// A button is kept as it came: all its fields are texts.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Button {
    pub r#type: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_mobile: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_pc: Option<String>,
}

impl Message {
    /// The order that the message's button leads to, if it leads to one.
    pub fn order_id(&self) -> Option<Uuid> {
        let link = self.buttons.iter().find_map(|button| button.link_mobile.as_deref())?;
        let (_, order) = link.split_once("/orders/")?;
        Uuid::parse_str(order.split(['?', '/', '#']).next()?).ok()
    }
}

pub struct MessageLedger(Mutex<Open>);

struct Open {
    kept: Kept,
    journal: Journal,
}

/// Oldest first, and where they are.
#[derive(Default)]
struct Kept {
    messages: Vec<Arc<Message>>,
    by_id: HashMap<Uuid, usize>,
    by_number: HashMap<String, Vec<usize>>,
}

impl Kept {
    fn add(&mut self, message: Arc<Message>) {
        let place = self.messages.len();
        self.by_id.insert(message.id, place);
        self.by_number.entry(message.to.clone()).or_default().push(place);
        self.messages.push(message);
    }
}

impl MessageLedger {
    /// Opens the ledger in `data_dir`, or begins one.
    pub fn open(data_dir: &Path) -> Result<MessageLedger, LedgerError> {
        let mut kept = Kept::default();
        let journal = Journal::open(data_dir, "sandbox-messages.jsonl", |message| {
            kept.add(Arc::new(message));
            Some(())
        })?;
        Ok(MessageLedger(Mutex::new(Open { kept, journal })))
    }

    /// The file first: what is not in it was not accepted. Whoever sends the same twice has two of them, as with the real vendor.
    pub fn enter(&self, messages: Vec<Message>) -> io::Result<Vec<Arc<Message>>> {
        let mut ledger = self.lock();
        let mut entered = Vec::with_capacity(messages.len());
        for message in messages {
            ledger.journal.append(&message)?;
            let message = Arc::new(message);
            ledger.kept.add(message.clone());
            entered.push(message);
        }
        Ok(entered)
    }

    pub fn get(&self, id: Uuid) -> Option<Arc<Message>> {
        let ledger = self.lock();
        ledger.kept.by_id.get(&id).map(|place| ledger.kept.messages[*place].clone())
    }

    /// Those to a number, or to anybody, that fit; the youngest first.
    pub fn matching(&self, number: Option<&str>, fits: impl Fn(&Message) -> bool) -> Vec<Arc<Message>> {
        let ledger = self.lock();
        let Kept { messages, by_number, .. } = &ledger.kept;
        let fitting = |message: &&Arc<Message>| fits(message);
        match number {
            Some(number) => {
                let places = by_number.get(number).map(Vec::as_slice).unwrap_or_default();
                places.iter().rev().map(|place| &messages[*place]).filter(fitting).cloned().collect()
            }
            None => messages.iter().rev().filter(fitting).cloned().collect(),
        }
    }

    /// Oldest first.
    pub fn all(&self) -> Vec<Arc<Message>> {
        self.lock().kept.messages.clone()
    }

    pub fn count(&self) -> usize {
        self.lock().kept.messages.len()
    }

    /// The youngest ones, youngest first.
    pub fn latest(&self, count: usize) -> Vec<Arc<Message>> {
        self.lock().kept.messages.iter().rev().take(count).cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
