use super::reorder::ReorderButton;
use crate::{
    components::{Badge, Plate, PlateSize, format, status_label, status_tone},
    customer::progress,
    lang::{self, Lang},
    live::use_live,
};
use domain::{Timestamp, views::OrderView};
use leptos::prelude::*;

/// An order of the past, which can be ordered again.
#[component]
pub fn PastOrder(order: OrderView) -> impl IntoView {
    let lang = lang::current();
    let when = format::date(order.placed_at, lang);
    view! {
        <li class="order-row">
            <Plate art=order.store.illustration.clone() size=PlateSize::Small/>
            <a class="order-row-text" href=format!("/orders/{}", order.id)>
                <strong>{order.store.name.to_string()}</strong>
                <span class="meta">{format!("{} · {} · {when}", contents(&order, lang), format::won(order.total, lang))}</span>
            </a>
            <Badge text=status_label(order.status, lang) tone=status_tone(order.status)/>
            <div class="buttons">
                <ReorderButton order=order.id/>
            </div>
        </li>
    }
}

/// An order under way; `live` follows its stream.
#[component]
pub fn RunningOrder(order: OrderView, now: ReadSignal<Timestamp>, live: bool) -> impl IntoView {
    let lang = lang::current();
    let id = order.id;
    let (art, store) = (order.store.illustration.clone(), order.store.name.to_string());
    let what = contents(&order, lang);
    let order = RwSignal::new(order);
    use_live(move || progress::stream(order).filter(|_| live), &["order"], move |_, data| progress::take(order, &data));
    let soon = move || order.with(|order| progress::soon(order, now.get(), lang));
    let badge = move || {
        let status = order.with(|order| order.status);
        view! { <Badge text=status_label(status, lang) tone=status_tone(status) dot=true/> }
    };
    view! {
        <li class="order-row">
            <Plate art=art size=PlateSize::Small/>
            <a class="order-row-text" href=format!("/orders/{id}")>
                <strong>{soon}</strong>
                <span class="meta">{format!("{store} · {what}")}</span>
            </a>
            {badge}
        </li>
    }
}

/// `들기름 막국수 외 2개`.
fn contents(order: &OrderView, lang: Lang) -> String {
    let first = order.lines.first().map(|line| line.name.to_string()).unwrap_or_default();
    match (order.lines.len().saturating_sub(1), lang) {
        (0, _) => first,
        (more, Lang::Ko) => format!("{first} 외 {more}개"),
        (more, Lang::En) => format!("{first} and {more} more"),
    }
}
