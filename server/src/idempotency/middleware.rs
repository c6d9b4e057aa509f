use super::{Fingerprint, ForgetfulAnswers, Owned, SavedAnswer, SavedAnswers, flights::Flights, intention::owned_key};
use crate::{
    rest::{KeyReused, Problem},
    surprise::OrInternal,
};
use app::backend::Visitor;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{OriginalUri, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Refusal, ports::Answer, store::MAX_PHOTO};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::sync::OwnedMutexGuard;

/// Says that an answer was given before.
pub const REPLAYED: (HeaderName, HeaderValue) = (HeaderName::from_static("idempotent-replay"), HeaderValue::from_static("true"));

/// What the middleware keeps between requests.
#[derive(Clone)]
pub struct Once {
    flights: Arc<Flights>,
    saved: Arc<dyn SavedAnswers>,
    forgetful: Arc<ForgetfulAnswers>,
}

impl Once {
    pub fn new(saved: Arc<dyn SavedAnswers>) -> Once {
        Once { flights: Arc::default(), saved, forgetful: Arc::default() }
    }

    fn answers(&self, owned: &Owned, path: &str) -> Arc<dyn SavedAnswers> {
        // Passwords come this way, and tokens leave.
        let is_secret = owned.account.is_nil() || path.ends_with("/sessions") || path.ends_with("/accounts");
        if is_secret { self.forgetful.clone() } else { self.saved.clone() }
    }
}

/// Answers a POST with an `Idempotency-Key` once: the same one again gets the saved answer and `Idempotent-Replay: true`, another body
/// under the same key `422 idempotency_key_reused`.
pub async fn answer_once(State(once): State<Once>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST {
        return next.run(request).await;
    }
    let visitor = request.extensions().get::<Visitor>().cloned().unwrap_or_default();
    let owned = match owned_key(request.headers(), &visitor) {
        Ok(Some(owned)) => owned,
        Ok(None) => return next.run(request).await,
        Err(problem) => return problem.into_response(),
    };
    let path = path(&request);
    let (request, fingerprint) = match fingerprinted(request, &path).await {
        Ok(read) => read,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let Some(turn) = once.flights.board(&owned).await else {
        return Problem(Refusal::Overloaded { retry_after: 1 }).into_response();
    };
    let answers = once.answers(&owned, &path);
    match answers.find(&owned).await {
        Ok(Some(saved)) if saved.fingerprint != fingerprint => {
            answers.missed(&owned);
            return Problem(Refusal::IdempotencyKeyReused).into_response();
        }
        Ok(Some(SavedAnswer { answer: Some(answer), .. })) => return replay(answer),
        // Tried before, and told to come back.
        Ok(_) => {}
        Err(refusal) => return Problem(refusal).into_response(),
    }
    let response = next.run(request).await;
    if response.extensions().get::<KeyReused>().is_some() {
        return response;
    }
    if !is_final(response.status()) {
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            // Only what the key stands for is kept. Should that not work, the log still tells two orders apart.
            let _ = save(answers, owned, SavedAnswer { fingerprint, answer: None }, turn).await;
        }
        return response;
    }
    let (response, body) = match copied(response).await {
        Ok(copied) => copied,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let saving = save(answers, owned, SavedAnswer { fingerprint, answer: Some((response.status().as_u16(), body)) }, turn);
    // The log itself knows an order that was placed before, so nobody has to wait for this one.
    if path.ends_with("/orders") {
        tokio::spawn(saving);
    } else if let Err(refusal) = saving.await {
        return Problem(refusal).into_response();
    }
    response
}

fn path(request: &Request) -> String {
    let original = request.extensions().get::<OriginalUri>();
    original.map_or_else(|| request.uri().path(), |OriginalUri(uri)| uri.path()).to_owned()
}

/// Reads the body, which is bounded already, and leaves the request as it was.
async fn fingerprinted(request: Request, path: &str) -> Answer<(Request, Fingerprint)> {
    let (parts, body) = request.into_parts();
    let body: Bytes = to_bytes(body, MAX_PHOTO).await.map_err(|_| Refusal::TooLarge)?;
    let mut hash = Sha256::new();
    hash.update(parts.method.as_str().as_bytes());
    hash.update(b" ");
    hash.update(path.as_bytes());
    hash.update(b"\n");
    hash.update(&body);
    Ok((Request::from_parts(parts, Body::from(body)), Fingerprint(hash.finalize().into())))
}

/// What may be different the next time is not kept: a failure, too many requests, somebody who has yet to sign in.
fn is_final(status: StatusCode) -> bool {
    !status.is_server_error() && !matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::UNAUTHORIZED)
}

async fn copied(response: Response) -> Answer<(Response, String)> {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.or_internal("reading an answer")?;
    let text = std::str::from_utf8(&body).or_internal("reading an answer")?.to_owned();
    Ok((Response::from_parts(parts, Body::from(body)), text))
}

/// Whoever waits for this turn finds the answer.
async fn save(answers: Arc<dyn SavedAnswers>, owned: Owned, answer: SavedAnswer, turn: OwnedMutexGuard<()>) -> Answer<()> {
    let saved = answers.save(owned, answer).await;
    drop(turn);
    saved
}

fn replay((status, body): (u16, String)) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = if status.is_client_error() { "application/problem+json" } else { "application/json" };
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(REPLAYED.0, REPLAYED.1);
    response
}
