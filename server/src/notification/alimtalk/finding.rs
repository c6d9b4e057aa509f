//! Asking whether a message was handed over before: `GET /alimtalk/v2/services/{serviceId}/messages` for what it may be, then
//! `GET …/messages/{messageId}` for the words of each.

use super::{
    Alimtalk, Note,
    answer::{Answer, Button, Kept, List, TAKEN},
    call::{discreet, observed},
    korean,
};
use domain::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The vendor has it.
    Sent { reference: String },
    /// It has none such at this moment. A call that is still on its way can yet arrive.
    Nothing,
    /// Nobody could say, because nobody was there.
    Unavailable { why: String },
    /// Nobody could say.
    Unknown { why: String },
}

/// How far the vendor's clock and ours may be apart, in seconds: past that it believes no signature.
const SLACK: i64 = 300;
/// The vendor answers for the last thirty days.
const KEPT: i64 = 29 * 86_400;

impl Alimtalk {
    /// Looks among what was sent to this number with this template since the event, for the same text. A text names its order, and no
    /// template is used twice for a change, so the same text is the same message; where the vendor gives buttons back, the
    /// button's link settles it.
    pub async fn find(&self, note: &Note<'_>, now: Timestamp) -> Found {
        let span = tracing::info_span!("alimtalk", operation = "find", template = note.template);
        observed("find", span, Found::label, async {
            // What cannot be sent was never sent.
            let Some(to) = korean(note.phone) else { return Found::Nothing };
            let since = note.at.plus_seconds(-SLACK).max(now.plus_seconds(-KEPT));
            self.look(note, &to, Window { since, until: now.plus_seconds(SLACK) }).await
        })
        .await
    }

    /// What does not fit a page is asked for again in halves, by time. What cannot be read may be the one, unless the one is among
    /// the others.
    async fn look(&self, note: &Note<'_>, to: &str, all: Window) -> Found {
        let (mut windows, mut otherwise) = (vec![all], Found::Nothing);
        while let Some(window) = windows.pop() {
            let list = match self.list(note, to, window).await {
                Answer::Yes(list) => list,
                Answer::None => continue,
                Answer::No { why } | Answer::Unknown { why } => return Found::Unknown { why: discreet(&why, note.phone) },
                Answer::Unavailable { why } => return Found::Unavailable { why: discreet(&why, note.phone) },
            };
            match (list.has_more, window.halves()) {
                (true, Some(halves)) => windows.extend(halves),
                (more, _) => match self.pick(note, list).await {
                    Found::Nothing if more => {
                        otherwise = Found::Unknown { why: "more than a page of the like was sent in a second".to_owned() }
                    }
                    Found::Nothing => {}
                    Found::Unknown { why } => otherwise = Found::Unknown { why },
                    settled => return settled,
                },
            }
        }
        otherwise
    }

    async fn list(&self, note: &Note<'_>, to: &str, Window { since, until }: Window) -> Answer<List> {
        let query = [
            ("plusFriendId", self.plus_friend_id.as_str()),
            ("templateCode", note.template),
            ("to", to),
            ("requestStartTime", &in_korea(since)),
            ("requestEndTime", &in_korea(until)),
            ("pageSize", "100"),
        ];
        self.exchange.list(&query).await.into()
    }

    async fn pick(&self, note: &Note<'_>, list: List) -> Found {
        let mut otherwise = Found::Nothing;
        for listed in list.messages.into_iter().filter(|listed| listed.request_status_code == TAKEN) {
            match self.exchange.get(&listed.message_id).await.into() {
                Answer::Yes(kept) if self.is(note, &kept) => return Found::Sent { reference: listed.message_id },
                Answer::Yes(_) | Answer::None => {}
                Answer::No { why } | Answer::Unknown { why } => otherwise = Found::Unknown { why: discreet(&why, note.phone) },
                Answer::Unavailable { why } => return Found::Unavailable { why: discreet(&why, note.phone) },
            }
        }
        otherwise
    }

    fn is(&self, note: &Note<'_>, kept: &Kept) -> bool {
        let link = self.link(note);
        let leads_there = |buttons: &Vec<Button>| {
            buttons.is_empty() || buttons.iter().any(|button| button.link_mobile.as_deref() == Some(&link))
        };
        kept.content == note.text && kept.buttons.as_ref().is_none_or(leads_there)
    }
}

/// From one second to another, both included.
#[derive(Clone, Copy)]
struct Window {
    since: Timestamp,
    until: Timestamp,
}

impl Window {
    /// The younger half is looked at first, being the last. None: a second has no halves.
    fn halves(self) -> Option<[Window; 2]> {
        let seconds = self.until.seconds_since(self.since);
        let middle = self.since.plus_seconds(seconds / 2);
        (seconds > 0).then_some([Window { until: middle, ..self }, Window { since: middle.plus_seconds(1), ..self }])
    }
}

impl Found {
    fn label(&self) -> &'static str {
        match self {
            Found::Sent { .. } => "sent",
            Found::Nothing => "nothing",
            Found::Unavailable { .. } => "unavailable",
            Found::Unknown { .. } => "unknown",
        }
    }
}

/// `2026-11-20 18:30:00`, by the clock in Seoul.
fn in_korea(at: Timestamp) -> String {
    let text = at.plus_seconds(9 * 3_600).to_string();
    text.get(..19).unwrap_or(&text).replace('T', " ")
}
