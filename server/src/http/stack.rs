use super::{
    address,
    body_limit::{self, Listening},
    compress::compression,
    observe, origin, panic, session,
    shed::{self, Room},
};
use crate::{headers::secured, http::Proxies};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state, map_response},
};
use domain::ports::Accounts;
use std::sync::Arc;

/// What the middleware needs to know.
#[derive(Clone)]
pub struct Gate {
    pub accounts: Arc<dyn Accounts>,
    /// Whose word is taken for where a request came from.
    pub proxies: Arc<Proxies>,
    /// How many requests may be under way; streams count only until they have begun.
    pub room: Room,
    /// Whether the demo's accounts are there, so that the sign-in page may say so.
    pub demo: bool,
}

/// Puts every request through the same gate. From the outside in: it is named and measured, every answer gets the security headers,
/// a panic becomes an answer, its body is heard out, too much at once is turned away, then its origin and its session are looked at.
///
/// `probes` (health, metrics) are let through when everything else is turned away.
pub fn stack(routes: Router, probes: Router, gate: Gate) -> Router {
    let sessions = session::Sessions { accounts: gate.accounts, demo: gate.demo };
    let guarded = routes
        .layer(from_fn_with_state(sessions, session::know_the_visitor))
        .layer(from_fn(origin::refuse_other_sites))
        .layer(compression())
        .layer(from_fn_with_state(gate.room, shed::turn_away_what_is_too_much))
        .layer(from_fn_with_state(Listening::default(), body_limit::limit_the_body))
        .layer(map_response(shed::say_when_to_come_back));
    let safe = guarded.merge(probes).layer(from_fn(panic::answer_in_spite_of_a_panic));
    let seen = secured(safe).layer(from_fn(observe::observe));
    // The address decides whether it came over HTTPS, which the headers depend on.
    seen.layer(from_fn_with_state(gate.proxies, address::find_the_sender))
}
