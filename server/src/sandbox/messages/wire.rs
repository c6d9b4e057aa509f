//! Messages as the vendor writes them (<https://api.ncloud-docs.com/docs/sens-alimtalk-send>, `…-list`, `…-get`).

use super::ledger::Message;
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::Timestamp;
use http::StatusCode;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// The answer to messages handed over.
pub fn accepted(request: Uuid, at: Timestamp, messages: &[Arc<Message>]) -> Response {
    let messages: Vec<_> = messages.iter().map(|message| taken(message)).collect();
    let body = json!({
        "requestId": request,
        "requestTime": in_korea(at),
        "statusCode": "202",
        "statusName": "success",
        "messages": messages,
    });
    (StatusCode::ACCEPTED, Json(body)).into_response()
}

fn taken(message: &Message) -> Value {
    json!({
        "messageId": message.id,
        "countryCode": "82",
        "to": message.to,
        "content": message.text,
        "requestStatusCode": "A000",
        "requestStatusName": "success",
        "requestStatusDesc": "성공",
        "useSmsFailover": false,
    })
}

pub fn list(messages: &[Arc<Message>], page_size: usize, more: bool) -> Response {
    let messages: Vec<_> = messages.iter().map(|message| outline(message)).collect();
    let body = json!({
        "statusCode": "200",
        "statusName": "success",
        "pageSize": page_size,
        "itemCount": messages.len(),
        "hasMore": more,
        "messages": messages,
    });
    Json(body).into_response()
}

/// A list shows everything but the words.
fn outline(message: &Message) -> Value {
    json!({
        "requestId": message.request,
        "messageId": message.id,
        "requestTime": in_korea(message.at),
        "completeTime": in_korea(message.at),
        "plusFriendId": message.channel,
        "templateCode": message.template,
        "countryCode": "82",
        "to": message.to,
        "requestStatusCode": "A000",
        "requestStatusName": "success",
        "requestStatusDesc": "성공",
        "messageStatusCode": "0000",
        "messageStatusName": "success",
        "messageStatusDesc": "성공",
        "useSmsFailover": false,
    })
}

pub fn whole(message: &Message) -> Response {
    let mut body = outline(message);
    body["content"] = json!(message.text);
    body["buttons"] = json!(message.buttons);
    Json(body).into_response()
}

/// `2026-11-20T18:30:00.123`, by the clock in Seoul.
fn in_korea(at: Timestamp) -> String {
    let mut text = at.plus_seconds(9 * 3_600).to_string();
    text.truncate("2026-11-20T18:30:00.123".len());
    text
}

/// `2026-11-20 18:30:00`, as the times of a query are written.
pub fn seconds(at: Timestamp) -> String {
    let mut text = in_korea(at).replace('T', " ");
    text.truncate("2026-11-20 18:30:00".len());
    text
}
