//! Live streams (server-sent events): wake on a hint, read what is new, send it. Who misses a hint, or was away, catches up from the log.

mod deliveries;
mod order;
mod position;
mod source;
mod store;

pub use position::Position;
pub use source::{LiveSource, Touched};

use crate::log::{Change, Live, Topic};
use app::backend::Visitor;
use axum::{
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use domain::ports::{Accounts, Queries};
use futures::{Stream, stream};
use serde::Deserialize;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::{mpsc, watch};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What the streams need.
#[derive(Clone)]
pub struct Streams {
    pub queries: Arc<dyn Queries>,
    pub source: Arc<dyn LiveSource>,
    pub live: Arc<Live>,
    pub accounts: Arc<dyn Accounts>,
    /// Turns true when the server stops: streams end, and browsers come back to another process.
    pub stopping: watch::Receiver<bool>,
}

/// The streams, below `/api/v1` like the rest of the API.
pub fn router(streams: Streams) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(order::live))
        .routes(routes!(store::live))
        .routes(routes!(deliveries::live))
        .with_state(streams)
}

/// The receiving end went away.
struct Gone;

/// Where a stream sends to; bounded, so that a slow reader waits for the network, not in memory.
struct Sink(mpsc::Sender<Event>);

impl Sink {
    async fn send(&self, event: Event) -> Result<(), Gone> {
        self.0.send(event).await.map_err(|_| Gone)
    }
}

/// What wakes a stream.
struct Waker {
    hints: watch::Receiver<()>,
    stopping: watch::Receiver<bool>,
    accounts: Arc<dyn Accounts>,
    token: Option<String>,
}

impl Waker {
    fn new(streams: &Streams, topic: Topic, visitor: Visitor) -> Waker {
        let (hints, stopping) = (streams.live.subscribe(topic), streams.stopping.clone());
        Waker { hints, stopping, accounts: streams.accounts.clone(), token: visitor.token }
    }

    /// False: it is time to end.
    async fn wait(&mut self, sink: &Sink) -> bool {
        let is_new = tokio::select! {
            hint = self.hints.changed() => hint.is_ok(),
            _ = self.stopping.wait_for(|stopping| *stopping) => false,
            () = sink.0.closed() => false,
        };
        is_new && self.is_signed_in().await
    }

    /// A session that has ended hears of nothing any more.
    async fn is_signed_in(&self) -> bool {
        let Some(token) = &self.token else { return false };
        !matches!(self.accounts.who(token).await, Ok(None))
    }
}

/// Runs a stream on a task of its own and answers with what it sends; a comment every 15 seconds keeps it open.
fn respond<F>(run: impl FnOnce(Sink) -> F) -> Sse<impl Stream<Item = Result<Event, Infallible>>>
where
    F: Future<Output = ()> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(16);
    metrics::gauge!("hansang_streams_open").increment(1);
    let work = run(Sink(sender));
    tokio::spawn(async move {
        work.await;
        metrics::gauge!("hansang_streams_open").decrement(1);
    });
    let events = stream::unfold(receiver, async |mut receiver| receiver.recv().await.map(|event| (Ok(event), receiver)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)).text(""))
}

/// Where a stream goes on from. Whoever comes back says it in `Last-Event-ID`; a page that has the state already, in the address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct From {
    /// Resume after the event of this `id`, unless `Last-Event-ID` says another.
    after: Option<String>,
}

impl From {
    fn id(self, headers: &HeaderMap) -> Option<String> {
        let last = headers.get("last-event-id").and_then(|last| last.to_str().ok());
        last.map(str::to_owned).or(self.after)
    }
}

/// JSON that cannot be made ends the stream; the reader comes back and asks again.
fn event(name: &str, id: Option<String>, data: &impl serde::Serialize) -> Result<Event, Gone> {
    let event = Event::default().event(name).json_data(data).map_err(|error| {
        tracing::error!(%error, "an event could not be written");
        Gone
    })?;
    Ok(match id {
        Some(id) => event.id(id),
        None => event,
    })
}

fn failed(error: impl std::fmt::Display) -> Gone {
    tracing::error!(%error, "a stream could not be read on");
    Gone
}
