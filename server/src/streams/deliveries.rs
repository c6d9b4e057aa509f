use super::*;
use crate::rest::{Problem, SignedIn};
use axum::{Extension, extract::State};
use domain::{Account, OrderId, views::DeliveryView};
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

/// For riders: what may be claimed near them, and what no longer may.
#[utoipa::path(get, path = "/deliveries/live", tag = "Deliveries",
    responses((status = 200, description = "`event: delivery`", content_type = "text/event-stream", body = Availability)),
    security(("session" = ["rider"])))]
pub(super) async fn live(
    State(streams): State<Streams>,
    SignedIn(account): SignedIn,
    Extension(visitor): Extension<Visitor>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let waker = Waker::new(&streams, Topic::Riders, visitor);
    let nearby = streams.queries.deliveries_near(&account, None).await?;
    Ok(respond(move |sink| async move {
        let _ = follow(streams, account, nearby, waker, sink).await;
    }))
}

async fn follow(streams: Streams, account: Account, nearby: Vec<DeliveryView>, mut waker: Waker, sink: Sink) -> Result<(), Gone> {
    let mut shown = HashMap::new();
    tell(&mut shown, nearby, &sink).await?;
    while waker.wait(&sink).await {
        let nearby = streams.queries.deliveries_near(&account, None).await.map_err(failed)?;
        tell(&mut shown, nearby, &sink).await?;
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
