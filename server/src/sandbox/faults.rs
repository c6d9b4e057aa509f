//! Misbehaviour on demand: `PUT /faults`. It lives in memory; a sandbox starts without any.

use super::{Sandbox, line::Line, messages, refusal::Refusal};
use axum::{
    Form, Json,
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// What goes wrong, for each of the services that the sandbox stands in for. What a request leaves out is well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Faults {
    pub payment: ServiceFaults,
    /// Alimtalk and SMS.
    pub message: ServiceFaults,
    pub catalogue: CatalogueFaults,
}

/// Rates are chances from 0 to 1 of each call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceFaults {
    /// Every answer comes this much later. The work is done first, so a caller that gave up was charged all the same.
    pub latency_ms: u32,
    /// Charges that the card company turns down; messages that are refused for good.
    pub decline_rate: f64,
    /// Calls that are answered by a 500; nothing is done.
    pub error_rate: f64,
    /// Calls that are carried out, but whose answer is lost.
    pub drop_rate: f64,
    /// Nobody is there: every connection is reset before anything is done.
    pub down: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CatalogueFaults {
    pub down: bool,
}

#[derive(Default)]
pub struct Switchboard(RwLock<Faults>);

impl Switchboard {
    pub fn now(&self) -> Faults {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, faults: Faults) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = faults;
    }
}

/// True for about `rate` of the calls; always for 1, never for 0.
pub fn strikes(rate: f64) -> bool {
    rate > 0.0 && rand::random::<f64>() < rate
}

pub async fn show(State(sandbox): State<Arc<Sandbox>>) -> Json<Faults> {
    Json(sandbox.faults.now())
}

/// Whether the program's catalogue is whole: it is no service of its own, so all that there is of it here is its outage.
pub async fn catalogue(State(sandbox): State<Arc<Sandbox>>, ConnectInfo(line): ConnectInfo<Line>) -> Response {
    if sandbox.faults.now().catalogue.down { line.refuse() } else { StatusCode::NO_CONTENT.into_response() }
}

/// Replaces all faults and answers what is set now.
pub async fn switch(State(sandbox): State<Arc<Sandbox>>, Json(faults): Json<Faults>) -> Response {
    if !(faults.payment.possible() && faults.message.possible()) {
        return (StatusCode::UNPROCESSABLE_ENTITY, "a rate lies between 0 and 1").into_response();
    }
    sandbox.faults.set(faults);
    Json(faults).into_response()
}

/// The page's form: one service's faults, the others stay as they are. A checkbox that is off is not sent.
#[derive(Deserialize)]
pub struct FaultsForm {
    service: Service,
    latency_ms: u32,
    decline_rate: f64,
    error_rate: f64,
    drop_rate: f64,
    down: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    Payment,
    Message,
}

pub async fn switch_by_form(State(sandbox): State<Arc<Sandbox>>, Form(form): Form<FaultsForm>) -> Response {
    let FaultsForm { service, latency_ms, decline_rate, error_rate, drop_rate, down } = form;
    let faults = ServiceFaults { latency_ms, decline_rate, error_rate, drop_rate, down: down.is_some() };
    if !faults.possible() {
        return (StatusCode::UNPROCESSABLE_ENTITY, "a rate lies between 0 and 1").into_response();
    }
    let now = sandbox.faults.now();
    sandbox.faults.set(match service {
        Service::Payment => Faults { payment: faults, ..now },
        Service::Message => Faults { message: faults, ..now },
    });
    Redirect::to("/").into_response()
}

impl ServiceFaults {
    fn possible(&self) -> bool {
        [self.decline_rate, self.error_rate, self.drop_rate].iter().all(|rate| (0.0..=1.0).contains(rate))
    }
}

/// Lets the payment gateway's faults befall a call.
pub async fn befall_payment(
    State(sandbox): State<Arc<Sandbox>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let failed = || Refusal::FailedInternalSystemProcessing.into_response();
    befall(sandbox.faults.now().payment, &line, failed, request, next).await
}

/// Lets the message vendor's faults befall a call.
pub async fn befall_message(
    State(sandbox): State<Arc<Sandbox>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let failed = || messages::Problem::Internal.into_response();
    befall(sandbox.faults.now().message, &line, failed, request, next).await
}

async fn befall(faults: ServiceFaults, line: &Line, failed: impl FnOnce() -> Response, request: Request, next: Next) -> Response {
    if faults.down {
        return line.refuse();
    }
    let answer = if strikes(faults.error_rate) { failed() } else { next.run(request).await };
    if faults.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(faults.latency_ms.into())).await;
    }
    if strikes(faults.drop_rate) { line.cut() } else { answer }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    const FORM: &str = "service=payment&latency_ms=50&decline_rate=0.5&error_rate=0&drop_rate=1&down=on";
    const JSON: &str =
        r#"{"payment":{"latency_ms":50,"decline_rate":0.5,"down":true},"message":{"error_rate":1},"catalogue":{}}"#;

    proptest! {
        #[test]
        fn a_rate_is_a_chance_or_refused(form in like(&[FORM, "service=message&decline_rate=NaN"]), json in like(&[JSON])) {
            if let Ok(FaultsForm { latency_ms, decline_rate, error_rate, drop_rate, down, .. }) = serde_urlencoded::from_str(&form) {
                let faults = ServiceFaults { latency_ms, decline_rate, error_rate, drop_rate, down: down.is_some() };
                let rates = [decline_rate, error_rate, drop_rate];
                prop_assert!(!faults.possible() || rates.iter().all(|rate| rate.abs() <= 1.0));
            }
            if let Ok(faults) = serde_json::from_str::<Faults>(&json) {
                let _ = (faults.payment.possible(), strikes(faults.message.error_rate));
            }
        }
    }
}
