//! Where the vendor is, who we are to it, and how long we wait.

use super::exchange::Exchange;
use crate::{
    breaker::{Breaker, Settings},
    reply, sandbox,
};
use http::HeaderValue;
use reqwest::Url;
use std::time::Duration;

#[derive(Clone)]
pub struct AlimtalkSettings {
    /// For instance `https://sens.apigw.ntruss.com`, or where the sandbox listens.
    pub base_url: String,
    /// The project's, such as `ncp:kkobizmsg:kr:1234567:hansang`.
    pub service_id: String,
    pub access_key: String,
    pub secret_key: String,
    /// The Kakao channel that speaks, such as `@hansang`.
    pub plus_friend_id: String,
    /// Where people reach Hansang: the button of each message leads there.
    pub public_url: String,
    /// How long a connection may take to be made. Past it nothing was sent.
    pub connect_timeout: Duration,
    /// How long a call may take in all. Past it its outcome is unknown.
    pub total_timeout: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum AlimtalkSettingsError {
    #[error("the Alimtalk vendor's address `{0}` is not one; it looks like https://sens.apigw.ntruss.com")]
    Address(String),
    #[error("the Alimtalk vendor's access key has characters that a header cannot carry")]
    AccessKey,
    #[error("no connections can be made to the Alimtalk vendor")]
    Client(#[from] reqwest::Error),
}

impl AlimtalkSettings {
    /// Those of the sandbox, listening at `base_url`.
    pub fn sandbox(base_url: impl Into<String>, public_url: impl Into<String>) -> AlimtalkSettings {
        AlimtalkSettings {
            base_url: base_url.into(),
            service_id: "ncp:kkobizmsg:kr:0000000:sandbox".to_owned(),
            access_key: sandbox::ACCESS_KEY.to_owned(),
            secret_key: sandbox::SIGNING_KEY.to_owned(),
            plus_friend_id: "@hansang".to_owned(),
            public_url: public_url.into(),
            connect_timeout: Duration::from_secs(1),
            total_timeout: Duration::from_secs(3),
        }
    }

    pub(super) fn exchange(&self) -> Result<Exchange, AlimtalkSettingsError> {
        let base = self.address().ok_or_else(|| AlimtalkSettingsError::Address(self.base_url.clone()))?;
        let direct = base.scheme() == "http";
        let access_key = HeaderValue::try_from(&self.access_key).map_err(|_| AlimtalkSettingsError::AccessKey)?;
        let client = reply::client(self.connect_timeout, self.total_timeout, direct).build()?;
        let breaker = Breaker::new("message_vendor", Settings::slow_after(self.total_timeout.mul_f32(0.75)));
        Ok(Exchange {
            breaker,
            client,
            base,
            direct,
            service_id: self.service_id.clone(),
            access_key,
            secret_key: self.secret_key.clone(),
        })
    }

    fn address(&self) -> Option<Url> {
        let base = Url::parse(&self.base_url).ok()?;
        (matches!(base.scheme(), "http" | "https") && base.has_host()).then_some(base)
    }
}
