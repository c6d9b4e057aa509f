//! Taking messages: `POST /alimtalk/v2/services/{serviceId}/messages`.

use super::{
    super::{Sandbox, faults::strikes},
    ledger::{Button, Message},
    problem::Problem,
    wire,
};
use axum::{body::Bytes, extract::State, response::Response};
use domain::Timestamp;
use serde::Deserialize;
use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Form {
    plus_friend_id: String,
    template_code: String,
    messages: Vec<Addressed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Addressed {
    country_code: Option<String>,
    to: String,
    content: String,
    #[serde(default)]
    buttons: Vec<Button>,
}

/// Accepted is accepted: the sandbox brings every message to its phone at once, there being none.
pub async fn accept(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Result<Response, Problem> {
    let form: Form = serde_json::from_slice(&body).map_err(|_| Problem::BadRequest("The body is not what it should be."))?;
    check(&form)?;
    if strikes(sandbox.faults.now().message.decline_rate) {
        return Err(Problem::BadRequest("The template does not exist."));
    }
    let (request, at) = (Uuid::new_v4(), now());
    let Form { plus_friend_id, template_code, messages } = form;
    let messages = messages.into_iter().map(|Addressed { to, content, buttons, .. }| Message {
        id: Uuid::new_v4(),
        request,
        channel: plus_friend_id.clone(),
        template: template_code.clone(),
        to,
        text: content,
        buttons,
        at,
    });
    let entered = sandbox.messages.enter(messages.collect()).map_err(|error| {
        tracing::error!(%error, "the sandbox could not write its ledger of messages");
        Problem::Internal
    })?;
    Ok(wire::accepted(request, at, &entered))
}

/// One that is wrong spoils them all.
fn check(form: &Form) -> Result<(), Problem> {
    let bad = |message| Err(Problem::BadRequest(message));
    if !form.plus_friend_id.starts_with('@') {
        return bad("plusFriendId is not a channel.");
    }
    if form.template_code.is_empty() || form.template_code.len() > 30 {
        return bad("templateCode is not a template.");
    }
    if !(1..=100).contains(&form.messages.len()) {
        return bad("messages must have 1 to 100 entries.");
    }
    for message in &form.messages {
        if message.country_code.as_deref().is_some_and(|code| code != "82") || !is_mobile(&message.to) {
            return bad("to is not a mobile phone number.");
        }
        if message.content.is_empty() || message.content.chars().count() > 1_000 {
            return bad("content must have 1 to 1000 characters.");
        }
        if message.buttons.len() > 5 {
            return bad("buttons must have at most 5 entries.");
        }
    }
    Ok(())
}

/// Kakao talks to mobile phones: 010 and, from before, 011 to 019.
fn is_mobile(number: &str) -> bool {
    (10..=11).contains(&number.len()) && number.starts_with("01") && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(since.as_micros() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    const FORM: &str = r#"{"plusFriendId":"@hansang","templateCode":"accepted","messages":[{"countryCode":"82","to":"01012345678","content":"주문이 접수됐어요","buttons":[{"type":"WL","name":"주문 보기","linkMobile":"https://hansang.test/orders/1"}]}]}"#;

    proptest! {
        #[test]
        fn a_form_is_taken_or_refused(body in like(&[FORM])) {
            let Ok(form) = serde_json::from_str::<Form>(&body) else { return Ok(()) };
            if check(&form).is_ok() {
                prop_assert!(!form.messages.is_empty());
                prop_assert!(form.messages.iter().all(|message| is_mobile(&message.to) && !message.content.is_empty()));
            }
        }
    }
}
