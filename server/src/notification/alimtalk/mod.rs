//! Alimtalk through NAVER Cloud SENS, Alimtalk API v2 (<https://api.ncloud-docs.com/docs/sens-alimtalk-send>).
//!
//! Every call ends in one of its outcomes, never in an error to be interpreted. SENS has no idempotency key: a message handed over twice
//! is sent twice. What it has is a list of what it took, by channel, template, number and time, and each message's text; so a sender
//! that lost an answer, or died before it could write it down, asks [`Alimtalk::find`] first. What that cannot heal: a call that
//! the vendor takes up only after it was asked.

mod answer;
mod call;
mod exchange;
mod finding;
mod sending;
mod settings;

#[cfg(test)]
mod tests;

pub use finding::Found;
pub use sending::Sending;
pub use settings::{AlimtalkSettings, AlimtalkSettingsError};

use domain::{NotificationId, OrderId, Timestamp, account::Phone};
use exchange::Exchange;
use std::time::Duration;

/// One vendor, one pool of connections; clones share both. Nothing is tried twice here: that is the sender's decision.
#[derive(Clone)]
pub struct Alimtalk {
    exchange: Exchange,
    plus_friend_id: String,
    public_url: String,
}

/// What is to be sent. It has no `Debug`: a phone number belongs in no log.
pub struct Note<'a> {
    pub id: NotificationId,
    pub order: OrderId,
    pub phone: &'a Phone,
    pub template: &'a str,
    pub text: &'a str,
    /// When what it tells of happened; it was never sent before.
    pub at: Timestamp,
}

impl Alimtalk {
    /// Reads the settings; connects only when there is something to say.
    pub fn new(settings: &AlimtalkSettings) -> Result<Alimtalk, AlimtalkSettingsError> {
        let (plus_friend_id, public_url) = (settings.plus_friend_id.clone(), settings.public_url.clone());
        Ok(Alimtalk { exchange: settings.exchange()?, plus_friend_id, public_url })
    }

    /// How long the vendor is left alone, because it is down.
    pub fn rest(&self) -> Duration {
        self.exchange.breaker.rest()
    }

    /// Where the message's button leads: the order. It names the message too, so that it is known again.
    fn link(&self, note: &Note) -> String {
        format!("{}/orders/{}?m={}", self.public_url, note.order, note.id)
    }
}

/// A Korean number as SENS wants it, digits alone. None: it is no Korean one, and Alimtalk reaches no other.
fn korean(phone: &Phone) -> Option<String> {
    match phone.as_str().strip_prefix('+') {
        None => Some(phone.as_str().to_owned()),
        Some(abroad) => abroad.strip_prefix("82").map(|number| format!("0{}", number.trim_start_matches('0'))),
    }
}
