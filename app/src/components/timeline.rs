//! The way of an order, step by step: what is done and when, what happens now, what comes.

use super::{
    format,
    status::{is_lost, status_headline},
};
use crate::lang::{self, Lang};
use domain::{order::Status, store::StoreKind, views::OrderView};
use leptos::prelude::*;

/// The customer's timeline.
#[component]
pub fn Timeline(#[prop(into)] order: Signal<OrderView>) -> impl IntoView {
    let lang = lang::current();
    let rows = move || {
        order
            .with(|order| steps(order, lang))
            .into_iter()
            .map(|step| {
                let current = (step.state == "now").then_some("step");
                view! {
                    <li data-state=step.state aria-current=current>
                        <span>{step.what}</span>
                        <time>{step.when}</time>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ol class="timeline">{rows}</ol> }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct TimelineStep {
    what: String,
    when: String,
    /// done, now, next or lost.
    state: &'static str,
}

/// One stop on the way: the statuses that stand on it, first to last.
type Stop = &'static [Status];

const BY_RIDER: [Stop; 5] = [
    &[Status::AwaitingPayment, Status::Placed],
    &[Status::Accepted],
    &[Status::Cooking, Status::Ready],
    &[Status::Claimed, Status::PickedUp],
    &[Status::Delivered, Status::Completed],
];
const AT_COUNTER: [Stop; 4] = [
    &[Status::AwaitingPayment, Status::Placed],
    &[Status::Accepted],
    &[Status::Cooking, Status::Ready],
    &[Status::Collected, Status::Completed],
];
const BY_PARCEL: [Stop; 5] = [
    &[Status::AwaitingPayment, Status::Placed],
    &[Status::Accepted],
    &[Status::Packing],
    &[Status::Shipped],
    &[Status::Delivered, Status::Completed],
];

const fn way(kind: StoreKind) -> &'static [Stop] {
    match kind {
        StoreKind::Restaurant => &BY_RIDER,
        StoreKind::Cafe => &AT_COUNTER,
        StoreKind::MealKit => &BY_PARCEL,
    }
}

fn steps(order: &OrderView, lang: Lang) -> Vec<TimelineStep> {
    let lost = is_lost(order.status);
    let mut steps = Vec::new();
    for stop in way(order.store.kind) {
        // The last of the stop's statuses that the order has been in.
        let reached = order.timeline.iter().rev().find(|step| stop.contains(&step.status) && shows(step.status, order.status));
        match reached {
            Some(step) => {
                let now = stop.contains(&order.status) && order.status != Status::Completed;
                let state = if now { "now" } else { "done" };
                steps.push(TimelineStep {
                    what: reached_text(step.status, order, lang),
                    when: format::clock_short(step.at),
                    state,
                });
            }
            None if lost => {}
            None => steps.push(TimelineStep {
                what: coming_text(stop, lang).to_owned(),
                when: coming_when(stop, order, lang),
                state: "next",
            }),
        }
    }
    if lost {
        let when = order.timeline.last().map(|step| format::clock_short(step.at)).unwrap_or_default();
        steps.push(TimelineStep { what: status_headline(order.status, lang).to_owned(), when, state: "lost" });
    }
    steps
}

/// Waiting for a payment is a step only while it lasts, and completion is told by arrival.
fn shows(status: Status, now: Status) -> bool {
    match status {
        Status::AwaitingPayment => now == Status::AwaitingPayment,
        _ => status != Status::Completed,
    }
}

fn reached_text(status: Status, order: &OrderView, lang: Lang) -> String {
    if let (Status::Claimed | Status::PickedUp, Some(rider)) = (status, &order.rider) {
        return match (status, lang) {
            (Status::Claimed, Lang::Ko) => format!("{} 라이더가 가게로 가고 있어요", rider.name),
            (Status::Claimed, Lang::En) => format!("{} is riding to the store", rider.name),
            (_, Lang::Ko) => format!("{} 라이더가 픽업했어요", rider.name),
            (_, Lang::En) => format!("{} picked it up", rider.name),
        };
    }
    let (ko, en) = match status {
        Status::AwaitingPayment => ("결제를 기다리고 있어요", "Waiting for payment"),
        Status::Placed => ("결제했어요", "Paid"),
        Status::Accepted => ("가게가 주문을 받았어요", "The store took your order"),
        Status::Cooking => ("조리하고 있어요", "Cooking"),
        Status::Ready => ("조리를 마쳤어요", "Cooked"),
        Status::Packing => ("포장하고 있어요", "Packing"),
        Status::Shipped => ("택배를 보냈어요", "Shipped"),
        Status::Collected => ("가져가셨어요", "Collected"),
        Status::Delivered => ("도착했어요", "Delivered"),
        other => return status_headline(other, lang).to_owned(),
    };
    lang.pick(ko, en).to_owned()
}

fn coming_text(stop: Stop, lang: Lang) -> &'static str {
    let (ko, en) = match stop.first() {
        Some(Status::AwaitingPayment) => ("결제", "Payment"),
        Some(Status::Accepted) => ("가게 확인", "The store's answer"),
        Some(Status::Cooking) => ("조리", "Cooking"),
        Some(Status::Claimed) => ("라이더 픽업", "Pick-up"),
        Some(Status::Packing) => ("포장", "Packing"),
        Some(Status::Shipped) => ("발송", "Shipping"),
        Some(Status::Collected) => ("픽업", "Collection"),
        _ => ("도착", "Arrival"),
    };
    lang.pick(ko, en)
}

/// The estimate, for the steps that have one.
fn coming_when(stop: Stop, order: &OrderView, lang: Lang) -> String {
    let estimate = match stop.first() {
        Some(Status::Cooking) => order.ready_at_estimate,
        Some(Status::Delivered) => order.arrive_at_estimate,
        _ => None,
    };
    match (estimate, lang) {
        (Some(at), Lang::Ko) => format!("{}쯤", format::clock_short(at)),
        (Some(at), Lang::En) => format!("~{}", format::clock_short(at)),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests;
