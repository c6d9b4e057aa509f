//! The lines of the ledger's file.

use super::super::refusal::Refusal;
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    str::FromStr,
    time::{SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

/// `sameness` is what a repetition of the call is known by.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Record {
    Charged { sameness: Option<String>, charge: Charge },
    Declined { sameness: Option<String>, refusal: Refusal },
    Cancelled { sameness: Option<String>, payment: PaymentKey, cancel: Cancel },
}

#[derive(Serialize, Deserialize)]
pub struct Charge {
    pub key: PaymentKey,
    pub order_id: Box<str>,
    pub order_name: Box<str>,
    /// Won, like every amount here.
    pub amount: u32,
    /// With a saved card, rather than in the gateway's window.
    pub by_saved_card: bool,
    pub at: Timestamp,
}

#[derive(Clone, Serialize, Deserialize)]
pub struct Cancel {
    pub key: Uuid,
    pub amount: u32,
    pub reason: Box<str>,
    pub at: Timestamp,
}

impl Charge {
    pub fn new(order_id: String, order_name: String, amount: u32, by_saved_card: bool) -> Charge {
        let key = PaymentKey(Uuid::now_v7());
        Charge { key, order_id: order_id.into(), order_name: order_name.into(), amount, by_saved_card, at: now() }
    }
}

impl Cancel {
    pub fn new(amount: u32, reason: String) -> Cancel {
        Cancel { key: Uuid::now_v7(), amount, reason: reason.into(), at: now() }
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(since.as_micros() as i64)
}

/// `sandbox_` and 32 hexadecimal digits: whoever meets one elsewhere sees that no money moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PaymentKey(Uuid);

#[derive(Debug, thiserror::Error)]
#[error("a payment key of the sandbox is `sandbox_` and 32 hexadecimal digits")]
pub struct NotAPaymentKey;

impl fmt::Display for PaymentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sandbox_{}", self.0.simple())
    }
}

impl FromStr for PaymentKey {
    type Err = NotAPaymentKey;

    fn from_str(text: &str) -> Result<PaymentKey, NotAPaymentKey> {
        let digits = text.strip_prefix("sandbox_").ok_or(NotAPaymentKey)?;
        Uuid::parse_str(digits).map(PaymentKey).map_err(|_| NotAPaymentKey)
    }
}

impl From<PaymentKey> for String {
    fn from(key: PaymentKey) -> String {
        key.to_string()
    }
}

impl TryFrom<String> for PaymentKey {
    type Error = NotAPaymentKey;

    fn try_from(text: String) -> Result<PaymentKey, NotAPaymentKey> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_payment_key_is_read_or_refused(text in like(&["sandbox_018f7f4e8a3b7c119d550123456789ab", "sandbox_", "toss_1"])) {
            let Ok(key) = text.parse::<PaymentKey>() else { return Ok(()) };
            prop_assert_eq!(key.to_string().parse::<PaymentKey>().ok(), Some(key));
            prop_assert_eq!(PaymentKey::try_from(text).ok(), Some(key));
        }
    }
}
