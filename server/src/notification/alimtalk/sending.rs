//! Handing a message over: `POST /alimtalk/v2/services/{serviceId}/messages`.

use super::{
    Alimtalk, Note,
    answer::{Answer, TAKEN, Taken, TakenMessage},
    call::{discreet, observed},
    korean,
};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    /// The vendor took it, and calls it so. Whether it comes to its phone is another question.
    Accepted { reference: String },
    /// It was not taken and never will be as it is: the number, the template, the text.
    Refused { why: String },
    /// It may have been taken. Look before it is sent again.
    Unknown { why: String },
    /// It was not taken: the vendor was not there, or turned us away.
    Unavailable { why: String },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    plus_friend_id: &'a str,
    template_code: &'a str,
    messages: [Addressed<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Addressed<'a> {
    country_code: &'a str,
    to: &'a str,
    content: &'a str,
    buttons: [Button<'a>; 1],
    use_sms_failover: bool,
}

/// `WL`: a link on the web. Part of the approved template, like the text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Button<'a> {
    r#type: &'a str,
    name: &'a str,
    link_mobile: &'a str,
    link_pc: &'a str,
}

impl Alimtalk {
    /// One message a call: an answer then speaks of that message alone.
    pub async fn send(&self, note: &Note<'_>) -> Sending {
        let span = tracing::info_span!("alimtalk", operation = "send", template = note.template);
        observed("send", span, Sending::label, async {
            let Some(to) = korean(note.phone) else {
                return Sending::Refused { why: "not a Korean number".to_owned() };
            };
            let link = self.link(note);
            let button = Button { r#type: "WL", name: "주문 보기", link_mobile: &link, link_pc: &link };
            let message =
                Addressed { country_code: "82", to: &to, content: note.text, buttons: [button], use_sms_failover: false };
            let body = Body { plus_friend_id: &self.plus_friend_id, template_code: note.template, messages: [message] };
            Sending::of(self.exchange.post(&body).await.into()).discreet(note)
        })
        .await
    }
}

impl Sending {
    fn of(answer: Answer<Taken>) -> Sending {
        match answer {
            Answer::Yes(Taken { messages }) => match <[TakenMessage; 1]>::try_from(messages) {
                Ok([message]) if message.request_status_code == TAKEN => Sending::Accepted { reference: message.message_id },
                Ok([TakenMessage { request_status_code: code, request_status_desc, .. }]) => {
                    Sending::Refused { why: format!("{code}: {}", request_status_desc.unwrap_or_default()) }
                }
                Err(messages) => Sending::Unknown { why: format!("answered of {} messages", messages.len()) },
            },
            Answer::No { why } => Sending::Refused { why },
            Answer::None => Sending::Unavailable { why: "there is no such service".to_owned() },
            Answer::Unavailable { why } => Sending::Unavailable { why },
            Answer::Unknown { why } => Sending::Unknown { why },
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Sending::Accepted { .. } => "accepted",
            Sending::Refused { .. } => "refused",
            Sending::Unknown { .. } => "unknown",
            Sending::Unavailable { .. } => "unavailable",
        }
    }

    fn discreet(self, note: &Note) -> Sending {
        let discreet = |why: String| discreet(&why, note.phone);
        match self {
            Sending::Accepted { reference } => Sending::Accepted { reference },
            Sending::Refused { why } => Sending::Refused { why: discreet(why) },
            Sending::Unknown { why } => Sending::Unknown { why: discreet(why) },
            Sending::Unavailable { why } => Sending::Unavailable { why: discreet(why) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::alimtalk::answer::tests::{answer, any_reply};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn only_a_message_that_was_taken_is_accepted(reply in any_reply()) {
            match Sending::of(answer(reply.clone())) {
                Sending::Accepted { .. } => prop_assert!((200..300).contains(&reply.0) && reply.1.contains(TAKEN)),
                Sending::Refused { why } | Sending::Unknown { why } | Sending::Unavailable { why } => prop_assert!(!why.is_empty()),
            }
        }
    }
}
