//! Where the gateway is, who we are to it, and how long we wait.

use super::exchange::{AT_ONCE, Exchange};
use crate::{
    breaker::{Breaker, Settings},
    reply,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use reqwest::Url;
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

#[derive(Clone)]
pub struct GatewaySettings {
    /// For instance `https://api.tosspayments.com`, or where the sandbox listens.
    pub base_url: String,
    pub secret_key: String,
    /// How long a connection may take to be made. Past it nothing was sent.
    pub connect_timeout: Duration,
    /// How long a call may take in all. Past it its outcome is unknown.
    pub total_timeout: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum GatewaySettingsError {
    #[error("the payment gateway's address `{0}` is not one; it looks like https://api.tosspayments.com")]
    Address(String),
    #[error("the payment gateway's secret key has characters that a header cannot carry")]
    SecretKey,
    #[error("no connections can be made to the payment gateway")]
    Client(#[from] reqwest::Error),
}

impl GatewaySettings {
    /// Those of the sandbox, listening at `base_url`.
    pub fn sandbox(base_url: impl Into<String>) -> GatewaySettings {
        GatewaySettings {
            base_url: base_url.into(),
            secret_key: crate::sandbox::SECRET_KEY.to_owned(),
            connect_timeout: Duration::from_secs(1),
            // Longer than its slow card takes.
            total_timeout: Duration::from_secs(8),
        }
    }

    pub(super) fn exchange(&self) -> Result<Exchange, GatewaySettingsError> {
        let base = self.address().ok_or_else(|| GatewaySettingsError::Address(self.base_url.clone()))?;
        let direct = base.scheme() == "http";
        let client = reply::client(self.connect_timeout, self.total_timeout, direct).default_headers(self.headers()?).build()?;
        let breaker = Breaker::new("payment_gateway", Settings::slow_after(self.total_timeout.mul_f32(0.75)));
        Ok(Exchange { client, base, direct, breaker, room: Arc::new(Semaphore::new(AT_ONCE)) })
    }

    fn address(&self) -> Option<Url> {
        let base = Url::parse(&self.base_url).ok()?;
        (matches!(base.scheme(), "http" | "https") && base.has_host()).then_some(base)
    }

    /// Basic auth: the key is the user, the password is empty.
    fn headers(&self) -> Result<HeaderMap, GatewaySettingsError> {
        let credentials = BASE64_STANDARD.encode(format!("{}:", self.secret_key));
        let mut value = HeaderValue::try_from(format!("Basic {credentials}")).map_err(|_| GatewaySettingsError::SecretKey)?;
        value.set_sensitive(true);
        Ok(HeaderMap::from_iter([(AUTHORIZATION, value)]))
    }
}
