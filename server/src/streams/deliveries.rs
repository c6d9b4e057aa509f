use super::*;
use crate::rest::{At, Problem, Query, SignedIn};
use axum::{Extension, extract::State};
use domain::{Account, OrderId, Position as Place, ports::Answer, views::DeliveryView};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// One event of the riders' stream.
#[derive(Serialize, ToSchema)]
struct Availability<'a> {
    order_id: OrderId,
    available: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<&'a DeliveryView>,
}

/// What may be claimed at this moment: whoever shows anything else has missed that it was taken.
#[derive(Serialize)]
struct Nearby<'a> {
    order_ids: Vec<&'a OrderId>,
}

/// For riders: what may be claimed near a place, or near where they were last; then one `event: nearby` with the `order_ids` of all
/// of it; then what is new and what may no longer be claimed.
#[utoipa::path(get, path = "/deliveries/live", tag = "Deliveries", params(At),
    responses((status = 200, description = "`event: delivery`", content_type = "text/event-stream", body = Availability)),
    security(("session" = ["rider"])))]
pub(super) async fn live(
    State(streams): State<Streams>,
    SignedIn(account): SignedIn,
    Extension(visitor): Extension<Visitor>,
    Query(at): Query<At>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let waker = Waker::new(&streams, Topic::Riders, visitor);
    let lookout = Lookout { streams, account, at: at.optional()? };
    let nearby = lookout.look().await?;
    Ok(respond(move |sink| async move {
        let _ = follow(lookout, nearby, waker, sink).await;
    }))
}

/// Who looks, and where from.
struct Lookout {
    streams: Streams,
    account: Account,
    at: Option<Place>,
}

impl Lookout {
    async fn look(&self) -> Answer<Vec<DeliveryView>> {
        self.streams.queries.deliveries_near(&self.account, self.at).await
    }
}

async fn follow(lookout: Lookout, nearby: Vec<DeliveryView>, mut waker: Waker, sink: Sink) -> Result<(), Gone> {
    let mut shown = HashMap::new();
    tell(&mut shown, nearby, &sink).await?;
    sink.send(event("nearby", None, &Nearby { order_ids: shown.keys().collect() })?).await?;
    while waker.wait(&sink).await {
        tell(&mut shown, lookout.look().await.map_err(failed)?, &sink).await?;
    }
    Ok(())
}

/// Sends the difference between what the rider sees and what there is.
async fn tell(shown: &mut HashMap<OrderId, DeliveryView>, nearby: Vec<DeliveryView>, sink: &Sink) -> Result<(), Gone> {
    let now: HashMap<OrderId, DeliveryView> = nearby.into_iter().map(|delivery| (delivery.order_id, delivery)).collect();
    for order_id in shown.keys().filter(|order_id| !now.contains_key(order_id)) {
        sink.send(event("delivery", None, &Availability { order_id: *order_id, available: false, delivery: None })?).await?;
    }
    for (order_id, delivery) in &now {
        if shown.get(order_id) != Some(delivery) {
            sink.send(event("delivery", None, &Availability { order_id: *order_id, available: true, delivery: Some(delivery) })?)
                .await?;
        }
    }
    *shown = now;
    Ok(())
}
