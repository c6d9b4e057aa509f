use crate::{
    components::{BackLink, Pin, PlacesMap, RouteMap},
    customer::progress,
    lang,
};
use domain::{Timestamp, views::OrderView};
use leptos::prelude::*;

/// The store, the door, and the rider between them. Where nothing is brought, the store alone.
#[component]
pub fn OrderMap(order: OrderView, live: RwSignal<OrderView>, now: ReadSignal<Timestamp>) -> impl IntoView {
    let t = lang::say();
    let art = order.store.illustration.as_ref().map_or("plate-setting", |art| art.as_str());
    let store = Pin::new(order.pickup.position, art, order.store.name.to_string());
    let map = match order.address {
        Some(address) => {
            let home = Pin::new(address.position, "house", address.line.to_string());
            let rider = Memo::new(move |_| live.with(|order| progress::ridden(order, now.get())));
            view! { <RouteMap label=t("가게에서 집까지", "From the store to your door") from=store to=home rider=Signal::derive(move || rider.get())/> }
                .into_any()
        }
        None => view! { <PlacesMap label=t("가게 위치", "Where the store is") pins=vec![store]/> }.into_any(),
    };
    view! {
        <div class="tracking-map">
            {map}
            <BackLink href="/orders" floating=true/>
        </div>
    }
}
