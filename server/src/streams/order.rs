use super::*;
use crate::rest::{IdPath, Problem, Query, SignedIn};
use axum::{Extension, extract::State};
use domain::{OrderId, views::OrderView};

/// For whomever the order concerns: the order as it is, then once for every version.
#[utoipa::path(get, path = "/orders/{id}/live", tag = "Orders, as the customer", params(("id" = OrderId, Path), From, ("Last-Event-ID" = Option<String>, Header, description = "Resume after this version.")),
    responses((status = 200, description = "`event: order`, `id:` its version", content_type = "text/event-stream", body = OrderView)),
    security(("session" = [])))]
pub(super) async fn live(
    State(streams): State<Streams>,
    SignedIn(account): SignedIn,
    Extension(visitor): Extension<Visitor>,
    IdPath(id): IdPath<OrderId>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    // Listening starts before looking, so that nothing falls between.
    let waker = Waker::new(&streams, Topic::Order(id), visitor);
    let current = streams.queries.order(&account, id).await?;
    let seen = from.id(&headers).and_then(|version| version.parse().ok());
    Ok(respond(move |sink| async move {
        let _ = follow(streams, current, seen, waker, sink).await;
    }))
}

async fn follow(streams: Streams, current: OrderView, seen: Option<u32>, mut waker: Waker, sink: Sink) -> Result<(), Gone> {
    let id = current.id;
    let mut version = match seen {
        Some(version) if version <= current.version => catch_up(&streams, id, version, &sink).await?,
        _ => {
            sink.send(event("order", Some(current.version.to_string()), &current)?).await?;
            current.version
        }
    };
    while waker.wait(&sink).await {
        version = catch_up(&streams, id, version, &sink).await?;
    }
    Ok(())
}

/// Every version after `version`, one event each.
async fn catch_up(streams: &Streams, id: OrderId, version: u32, sink: &Sink) -> Result<u32, Gone> {
    let mut latest = version;
    for change in streams.source.history(id).await.map_err(failed)? {
        if change.order.version > version {
            latest = change.order.version;
            sink.send(event("order", Some(latest.to_string()), &OrderView::from(&*change.order))?).await?;
        }
    }
    Ok(latest)
}
