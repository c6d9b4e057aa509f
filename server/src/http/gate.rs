use super::{
    address::{Proxies, Sender},
    body_limit::Listening,
    compress::{compression, takes_gzip},
    observe::observed,
    origin,
    panic::in_spite_of_a_panic,
    session,
    shared_pages::{Key, SharedPages},
    shed::{Room, say_when_to_come_back},
};
use crate::{headers, rest::Problem};
use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use domain::{Refusal, ports::Accounts};
use std::sync::Arc;

/// What every request goes through.
pub struct Gate {
    accounts: Arc<dyn Accounts>,
    /// Whose word is taken for where a request came from.
    proxies: Proxies,
    room: Room,
    /// Whether the demo's accounts are there, so that the sign-in page may say so.
    demo: bool,
    listening: Listening,
    pages: SharedPages,
}

impl Gate {
    /// `room`: how many requests may be under way; streams count only until they have begun.
    pub fn new(accounts: Arc<dyn Accounts>, proxies: Proxies, room: Room, demo: bool) -> Gate {
        Gate { accounts, proxies, room, demo, listening: Listening::default(), pages: SharedPages::default() }
    }

    /// `probes` (health, metrics) are let through when everything else is turned away.
    pub fn before(self, routes: Router, probes: Router) -> Router {
        let gate = Arc::new(self);
        // Few layers with plain steps inside: for each request axum copies every layer with all that is below it.
        let guarded = routes.layer(from_fn_with_state(gate.clone(), guard)).layer(compression());
        guarded.merge(probes).layer(from_fn_with_state(gate, receive))
    }
}

/// Whatever comes is named and measured, and gets an answer, even if that is a panic's, with the security headers.
async fn receive(State(gate): State<Arc<Gate>>, mut request: Request, next: Next) -> Response {
    let sender = gate.proxies.sender_of(&request);
    let secure = sender.secure;
    request.extensions_mut().insert(sender);
    let mut answer = observed(request, |request| in_spite_of_a_panic(next.run(request))).await;
    headers::secure(answer.headers_mut(), secure);
    answer
}

/// A page that is there already costs nothing; whoever wants anything else has to be let in.
async fn guard(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let mut answer = match Key::of(&request) {
        Some(key) => gate.pages.share(key, takes_gzip(request.headers()), gate.room.turn(), let_in(&gate, request, next)).await,
        None => let_in(&gate, request, next).await,
    };
    say_when_to_come_back(&mut answer);
    answer
}

async fn let_in(gate: &Gate, request: Request, next: Next) -> Response {
    admitted(gate, request, next).await.unwrap_or_else(|refusal| Problem(refusal).into_response())
}

/// Its body is heard out, too much at once is turned away, then its origin and its session are looked at.
async fn admitted(gate: &Gate, request: Request, next: Next) -> Result<Response, Refusal> {
    let mut request = gate.listening.hear_out(request).await?;
    let _place = gate.room.place_for(request.method(), request.uri().path()).await?;
    origin::refuse_other_sites(&request)?;
    origin::forget_the_host(&mut request);
    let sender = request.extensions().get::<Sender>();
    let visitor = session::visitor(sender, request.headers(), request.uri().path(), &*gate.accounts, gate.demo).await?;
    request.extensions_mut().insert(visitor);
    Ok(next.run(request).await)
}
