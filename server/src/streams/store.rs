use super::*;
use crate::rest::{IdPath, Problem, Query, SignedIn};
use axum::{Extension, extract::State};
use domain::{OrderId, StoreId, views::OrderView};
use std::collections::HashMap;

/// For the store's owner: its open orders as they are, then every change of any of its orders.
#[utoipa::path(get, path = "/stores/{id}/live", tag = "Orders, as the store", params(("id" = StoreId, Path), From, ("Last-Event-ID" = Option<String>, Header, description = "Resume after this position.")),
    responses((status = 200, description = "`event: order`, `id:` an opaque position", content_type = "text/event-stream", body = OrderView)),
    security(("session" = ["owner"])))]
pub(super) async fn live(
    State(streams): State<Streams>,
    SignedIn(account): SignedIn,
    Extension(visitor): Extension<Visitor>,
    IdPath(id): IdPath<StoreId>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let waker = Waker::new(&streams, Topic::Store(id), visitor);
    // Asking checks whose store it is, and waits until the board knows what we know.
    streams.queries.store_position(&account, id).await?;
    let seen = from.id(&headers);
    Ok(respond(move |sink| async move {
        let _ = follow(streams, id, seen, waker, sink).await;
    }))
}

/// What this stream's reader has.
struct Reader {
    position: Position,
    versions: HashMap<OrderId, u32>,
}

async fn follow(streams: Streams, store: StoreId, seen: Option<String>, mut waker: Waker, sink: Sink) -> Result<(), Gone> {
    let now = streams.source.position(store).await.map_err(failed)?;
    let resumed = seen.and_then(|text| Position::read(&text, now.parts().count()));
    let mut reader = Reader { position: resumed.clone().unwrap_or(now), versions: HashMap::new() };
    match resumed {
        Some(_) => reader.catch_up(&streams, store, &sink).await?,
        None => reader.begin(&streams, store, &sink).await?,
    }
    while waker.wait(&sink).await {
        reader.catch_up(&streams, store, &sink).await?;
    }
    Ok(())
}

impl Reader {
    async fn begin(&mut self, streams: &Streams, store: StoreId, sink: &Sink) -> Result<(), Gone> {
        let orders = streams.source.open_orders(store).await.map_err(failed)?;
        for (index, order) in orders.iter().enumerate() {
            self.versions.insert(order.id, order.version);
            // Whoever comes back from here has all of them.
            let position = (index + 1 == orders.len()).then(|| self.position.write());
            sink.send(event("order", position, &OrderView::from(order))?).await?;
        }
        Ok(())
    }

    /// Every event of the store's orders after our position, up to where the board has come: what lies beyond may still have gaps.
    async fn catch_up(&mut self, streams: &Streams, store: StoreId, sink: &Sink) -> Result<(), Gone> {
        let touched = streams.source.touched(store, &self.position).await.map_err(failed)?;
        let mut reached = self.position.clone();
        touched.iter().for_each(|order| reached.advance(order.part, order.seq));
        let mut changes = Vec::new();
        for order in &touched {
            let history = streams.source.history(order.order).await.map_err(failed)?;
            let new = |change: &Change| change.seq > self.position.at(change.part) && change.seq <= reached.at(change.part);
            changes.extend(history.into_iter().filter(|change| new(change) && change.order.was_paid()));
        }
        changes.sort_by_key(|change| (change.recorded.at, change.part, change.seq));
        for change in changes {
            self.position.advance(change.part, change.seq);
            let known = self.versions.entry(change.order.id).or_default();
            if change.order.version > *known {
                *known = change.order.version;
                sink.send(event("order", Some(self.position.write()), &OrderView::from(&*change.order))?).await?;
            }
        }
        self.position = reached;
        Ok(())
    }
}
