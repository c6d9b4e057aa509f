//! Asking what was taken: by number, template and time, or by id.

use super::{super::Sandbox, ledger::Message, problem::Problem, wire};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// Besides `requestId`, or `plusFriendId` and a time, everything may be left out.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    request_id: Option<Uuid>,
    plus_friend_id: Option<String>,
    request_start_time: Option<String>,
    request_end_time: Option<String>,
    template_code: Option<String>,
    to: Option<String>,
    page_size: Option<usize>,
}

/// The newest first. Without a match the vendor answers 404 and nothing else.
pub async fn list(State(sandbox): State<Arc<Sandbox>>, Query(filter): Query<Filter>) -> Result<Response, Problem> {
    let timed = filter.request_start_time.is_some() && filter.request_end_time.is_some() && filter.plus_friend_id.is_some();
    if filter.request_id.is_none() && !timed {
        return Err(Problem::BadRequest("requestId, or plusFriendId with requestStartTime and requestEndTime, is missing."));
    }
    let size = filter.page_size.unwrap_or(20);
    if !(1..=100).contains(&size) {
        return Err(Problem::BadRequest("pageSize must be 1 to 100."));
    }
    let mut found = sandbox.messages.matching(filter.to.as_deref(), |message| filter.fits(message));
    if found.is_empty() {
        return Err(Problem::NotFound);
    }
    let more = found.len() > size;
    found.truncate(size);
    Ok(wire::list(&found, size, more))
}

pub async fn show(State(sandbox): State<Arc<Sandbox>>, Path((_, id)): Path<(String, Uuid)>) -> Result<Response, Problem> {
    sandbox.messages.get(id).map(|message| wire::whole(&message)).ok_or(Problem::NotFound)
}

impl Filter {
    fn fits(&self, message: &Message) -> bool {
        let is = |wanted: &Option<String>, value: &str| wanted.as_deref().is_none_or(|wanted| wanted == value);
        self.request_id.is_none_or(|request| request == message.request)
            && is(&self.template_code, &message.template)
            && is(&self.plus_friend_id, &message.channel)
            && self.covers(&wire::seconds(message.at))
    }

    /// Times that are written alike compare as texts.
    fn covers(&self, at: &str) -> bool {
        self.request_start_time.as_deref().is_none_or(|start| start <= at)
            && self.request_end_time.as_deref().is_none_or(|end| at <= end)
    }
}
