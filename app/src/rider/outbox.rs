//! Taps of a rider who may be in a cellar: kept in the browser, sent in order when there is a connection, each with the id it was made
//! with, so that one which did arrive is not carried out again.

mod queue;

pub use queue::{Tap, What};

use super::current::api::{drop_off, pick_up};
use crate::{
    components::{Glyph, Icon},
    failure::Failure,
    lang::{self, Lang},
};
use domain::{OrderId, Refusal, views::OrderView};
use leptos::{ev, prelude::*, task::spawn_local};
use queue::Queue;
use std::time::Duration;

const KEPT: &str = "hansang.rider.outbox";
const AGAIN_AFTER: Duration = Duration::from_secs(3);

/// The rider's taps that have not arrived yet.
#[derive(Clone, Copy)]
pub struct Outbox {
    queue: RwSignal<Queue>,
    sending: RwSignal<bool>,
    /// What the last tap that arrived has made of its order.
    pub arrived: RwSignal<Option<OrderView>>,
    /// The last tap that the server refused, and why.
    pub refused: RwSignal<Option<(OrderId, Failure)>>,
}

/// Gives the outbox to all of the rider's pages, and sends what an earlier visit has left.
pub fn provide() {
    let outbox = Outbox {
        queue: RwSignal::default(),
        sending: RwSignal::new(false),
        arrived: RwSignal::new(None),
        refused: RwSignal::new(None),
    };
    provide_context(outbox);
    Effect::new(move |_| {
        outbox.queue.set(kept());
        outbox.send();
        let online = window_event_listener(ev::online, move |_| outbox.send());
        on_cleanup(move || online.remove());
    });
}

impl Outbox {
    pub fn add(self, tap: Tap) {
        self.refused.set(None);
        self.change(|queue| queue.add(tap));
        self.send();
    }

    /// What has been tapped for this order and has not arrived.
    pub fn waiting(self, order: OrderId) -> Option<What> {
        self.queue.with(|queue| queue.last_of(order))
    }

    fn count(self) -> usize {
        self.queue.with(|queue| queue.taps().len())
    }

    fn change(self, change: impl FnOnce(&mut Queue)) {
        self.queue.update(change);
        self.queue.with_untracked(keep);
    }

    /// One after the other; the first that cannot be sent stops the rest, for a drop-off before its pick-up would be refused.
    fn send(self) {
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        spawn_local(async move {
            let arrived = self.send_all().await;
            if self.sending.try_set(false).is_none() && !arrived {
                // Without a timer the next tap or the browser's word that it is online sends them.
                let _ = set_timeout(move || self.send(), AGAIN_AFTER);
            }
        });
    }

    /// Whether all have arrived.
    async fn send_all(self) -> bool {
        while let Some(tap) = self.queue.try_with_untracked(|queue| queue.taps().first().cloned()).flatten() {
            match deliver(tap.clone()).await {
                Ok(order) => {
                    // First, or the page would step back until the stream says the same.
                    self.arrived.set(Some(order));
                    self.change(|queue| queue.arrived(&tap));
                }
                Err(failure) if comes_back(&failure) => return false,
                Err(failure) => {
                    self.change(|queue| queue.refused(&tap));
                    self.refused.set(Some((tap.order, failure)));
                }
            }
        }
        true
    }
}

async fn deliver(tap: Tap) -> Result<OrderView, Failure> {
    match tap.what {
        What::PickUp { number } => pick_up(tap.order, tap.key, String::new(), number).await,
        What::DropOff => drop_off(tap.order, tap.key).await,
    }
}

/// Whether the same tap may succeed a little later.
fn comes_back(failure: &Failure) -> bool {
    match failure {
        Failure::Unreachable => true,
        Failure::Refused(refusal) => refusal.retry_after().is_some() || *refusal == Refusal::Internal,
    }
}

fn kept() -> Queue {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(KEPT).ok().flatten());
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// A browser without storage keeps the taps as long as the page lives.
fn keep(queue: &Queue) {
    if let (Ok(Some(storage)), Ok(text)) = (window().local_storage(), serde_json::to_string(queue)) {
        let _ = storage.set_item(KEPT, &text);
    }
}

/// Says so while taps wait.
#[component]
pub fn WaitingTaps(outbox: Outbox) -> impl IntoView {
    let language = lang::current();
    let text = move |count: usize| match language {
        Lang::Ko => format!("전송 대기 중 {count} · 연결되면 바로 보낼게요"),
        Lang::En => format!("{count} waiting to be sent, as soon as there is a connection"),
    };
    let waiting = move || {
        Some(outbox.count())
            .filter(|count| *count > 0)
            .map(|count| view! { <p class="waiting"><Icon name=Glyph::Clock/>{text(count)}</p> })
    };
    view! { <div role="status" class="waiting-place">{waiting}</div> }
}
