//! Paying and paying back, through a gateway that speaks Toss Payments' v1 API (<https://docs.tosspayments.com/reference>).
//!
//! Every call ends in one of its outcomes, never in an error to be interpreted: what is certain is said, and everything else is
//! *unknown*, to be looked up with [`PaymentGateway::find`]. A repeated call with the same key is the same call.

mod answer;
mod charge;
mod exchange;
mod gateway;
mod lookup;
mod observed;
mod refund;
mod settings;
mod transactions;

#[cfg(test)]
mod tests;

pub use charge::{ChargeOutcome, ChargeRequest};
pub use gateway::Gateway;
pub use lookup::Lookup;
pub use refund::{RefundOutcome, RefundRequest};
pub use settings::{GatewaySettings, GatewaySettingsError};

use exchange::Exchange;

/// One gateway, one pool of connections; clones share both. Nothing is tried twice here: that is the task's decision.
#[derive(Clone)]
pub struct PaymentGateway {
    exchange: Exchange,
}

impl PaymentGateway {
    /// Reads the settings; connects only when there is something to say.
    pub fn new(settings: &GatewaySettings) -> Result<PaymentGateway, GatewaySettingsError> {
        Ok(PaymentGateway { exchange: settings.exchange()? })
    }
}
