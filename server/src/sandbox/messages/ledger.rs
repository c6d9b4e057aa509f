//! What was ever accepted to be sent: each a line in a file before it is answered, so a killed process loses nothing that somebody was told.

use super::super::journal::{Journal, LedgerError};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
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
    messages: Vec<Arc<Message>>,
    journal: Journal,
}

impl MessageLedger {
    /// Opens the ledger in `data_dir`, or begins one.
    pub fn open(data_dir: &Path) -> Result<MessageLedger, LedgerError> {
        let mut messages = Vec::new();
        let journal = Journal::open(data_dir, "sandbox-messages.jsonl", |message| {
            messages.push(Arc::new(message));
            Some(())
        })?;
        Ok(MessageLedger(Mutex::new(Open { messages, journal })))
    }

    /// The file first: what is not in it was not accepted. Whoever sends the same twice has two of them, as with the real vendor.
    pub fn enter(&self, messages: Vec<Message>) -> io::Result<Vec<Arc<Message>>> {
        let mut ledger = self.lock();
        let mut entered = Vec::with_capacity(messages.len());
        for message in messages {
            ledger.journal.append(&message)?;
            let message = Arc::new(message);
            ledger.messages.push(message.clone());
            entered.push(message);
        }
        Ok(entered)
    }

    /// Oldest first.
    pub fn all(&self) -> Vec<Arc<Message>> {
        self.lock().messages.clone()
    }

    pub fn count(&self) -> usize {
        self.lock().messages.len()
    }

    /// The youngest ones, youngest first.
    pub fn latest(&self, count: usize) -> Vec<Arc<Message>> {
        self.lock().messages.iter().rev().take(count).cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
