//! One signed request, one reply.

use crate::{breaker::Breaker, reply::Reply};
use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderValue, Method};
use reqwest::{Client, RequestBuilder, Url};
use serde::Serialize;
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Clone)]
pub(super) struct Exchange {
    pub client: Client,
    pub base: Url,
    /// Plain HTTP: the vendor itself is at the other end, no proxy and no load balancer.
    pub direct: bool,
    /// While the vendor is down it is left alone.
    pub breaker: Breaker,
    pub service_id: String,
    pub access_key: HeaderValue,
    pub secret_key: String,
}

impl Exchange {
    pub async fn post(&self, body: &impl Serialize) -> Reply {
        self.send(self.signed(Method::POST, self.url(&[])).json(body)).await
    }

    /// What was handed over and fits the query.
    pub async fn list(&self, query: &[(&str, &str)]) -> Reply {
        let mut url = self.url(&[]);
        url.query_pairs_mut().extend_pairs(query);
        self.send(self.signed(Method::GET, url)).await
    }

    pub async fn get(&self, message_id: &str) -> Reply {
        self.send(self.signed(Method::GET, self.url(&[message_id]))).await
    }

    /// Segments are escaped, so that none of them can lead elsewhere.
    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Only an address without a host has no path; the settings refuse those.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["alimtalk", "v2", "services", &self.service_id, "messages"]).extend(path);
        }
        url
    }

    fn signed(&self, method: Method, url: Url) -> RequestBuilder {
        // The vendor compares with its own clock, so this is the real one, whatever time a test has it.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis().to_string();
        let signature = self.signature(&method, &url, &now);
        self.client
            .request(method, url)
            .header("x-ncp-apigw-timestamp", now)
            .header("x-ncp-iam-access-key", self.access_key.clone())
            .header("x-ncp-apigw-signature-v2", signature)
    }

    /// Signature v2 of NAVER Cloud's API gateway (<https://api.ncloud-docs.com/docs/common-ncpapi>): HMAC-SHA256 of method, path with query,
    /// milliseconds and access key; base64.
    fn signature(&self, method: &Method, url: &Url, now: &str) -> String {
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let access_key = String::from_utf8_lossy(self.access_key.as_bytes());
        let signed = format!("{method} {}{query}\n{now}\n{access_key}", url.path());
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.secret_key.as_bytes()) else { return String::new() };
        mac.update(signed.as_bytes());
        BASE64_STANDARD.encode(mac.finalize().into_bytes())
    }

    /// Every call to the vendor passes here.
    async fn send(&self, request: RequestBuilder) -> Reply {
        Reply::to(request, &self.breaker, self.direct).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::alimtalk::AlimtalkSettings;

    /// Reckoned with another program: `printf 'POST /alimtalk/v2/services/s/messages?x=1\n1795167000000\nACCESS' | openssl dgst -sha256 -hmac SECRET -binary | base64`.
    #[test]
    fn the_signature_is_what_others_reckon() {
        let settings = AlimtalkSettings {
            service_id: "s".to_owned(),
            access_key: "ACCESS".to_owned(),
            secret_key: "SECRET".to_owned(),
            ..AlimtalkSettings::sandbox("http://vendor.test", "https://hansang.test")
        };
        let exchange = settings.exchange().unwrap();
        let mut url = exchange.url(&[]);
        url.set_query(Some("x=1"));
        assert_eq!(exchange.signature(&Method::POST, &url, "1795167000000"), "BjOI3eCvawYwN/hUWyhhzmGIctqmkhD9wLUGcD6TjBU=");
    }
}
