use crate::{
    clock::use_clock,
    components::{food_src, format, status_label},
    customer::progress,
    lang,
    live::use_live,
};
use domain::{Timestamp, store::StoreKind, views::OrderView};
use leptos::prelude::*;

/// An order under way, on top of home, live.
#[component]
pub fn OrderBanner(order: OrderView, now: Timestamp) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let id = order.id;
    let art = order.store.illustration.as_ref().map_or(String::new(), ToString::to_string);
    let order = RwSignal::new(order);
    use_live(move || progress::stream(order), &["order"], move |_, data| progress::take(order, &data));

    let now = use_clock(now);
    let step = move || order.with(|order| format!("{} · {}", status_label(order.status, lang), order.store.name));
    let when = move || order.with(|order| progress::soon(order, now.get(), lang));
    let latest = move || {
        let is_brought = |order: &OrderView| order.store.kind == StoreKind::Restaurant && progress::has_estimate(order);
        let latest = order.with(|order| order.arrive_by_estimate.filter(|_| is_brought(order)))?;
        Some(format!("{}{}{}", t("늦어도 ", "By "), format::clock(latest, lang), t(" 도착", " at the latest")))
    };
    view! {
        <a class="order-banner" href=format!("/orders/{id}")>
            <span>
                <span class="order-banner-step">{step}</span>
                <strong>{when}</strong>
                <span class="meta">{latest}</span>
            </span>
            <img src=food_src(&art) alt="" width="75" height="75"/>
        </a>
    }
}
