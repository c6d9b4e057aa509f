//! How far an order is, in words and in hundredths of the way.

use crate::{
    components::{format::minutes_until, status_headline},
    lang::Lang,
};
use domain::{
    Timestamp,
    order::{PaymentStatus, Status},
    store::StoreKind,
    views::OrderView,
};
use leptos::prelude::*;

/// Takes an order that a stream has sent, unless what is shown is newer already.
pub fn take(shown: RwSignal<OrderView>, data: &str) {
    let Ok(sent) = serde_json::from_str::<OrderView>(data) else { return };
    // The page may have gone while the message was on its way.
    if shown.try_with_untracked(|shown| shown.version < sent.version) == Some(true) {
        shown.set(sent);
    }
}

/// The order's stream, as long as anything can still happen to it: while it is under way, and until its money is back.
pub fn stream(order: RwSignal<OrderView>) -> Option<String> {
    order.with(|order| {
        let settled = matches!(order.payment.status, PaymentStatus::Refunded | PaymentStatus::Declined | PaymentStatus::Void);
        let over = order.status == Status::Completed || (order.status.is_final() && settled);
        (!over).then(|| format!("/api/v1/orders/{}/live", order.id))
    })
}

/// Whether the order's estimates still tell something: not once it has come, and for a parcel, whose way takes days, not at all.
pub fn has_estimate(order: &OrderView) -> bool {
    let under_way = match order.store.kind {
        StoreKind::Restaurant => !matches!(order.status, Status::Delivered),
        StoreKind::Cafe => !matches!(order.status, Status::Ready | Status::Collected),
        StoreKind::MealKit => false,
    };
    under_way && !order.status.is_final()
}

/// What happens next and when: `12분 뒤 완성돼요`; without an estimate, what happens now.
pub fn soon(order: &OrderView, now: Timestamp, lang: Lang) -> String {
    match order.status {
        Status::Accepted | Status::Cooking => match order.ready_at_estimate.map(|at| minutes_until(at, now)) {
            Some(0) => lang.pick("곧 완성돼요", "Ready any moment").to_owned(),
            Some(minutes) if lang == Lang::Ko => format!("{minutes}분 뒤 완성돼요"),
            Some(minutes) => format!("Ready in {minutes} min"),
            None => headline(order, lang).to_owned(),
        },
        Status::PickedUp => match order.arrive_at_estimate.map(|at| minutes_until(at, now)) {
            Some(0) => lang.pick("곧 도착해요", "Here any moment").to_owned(),
            Some(minutes) if lang == Lang::Ko => format!("{minutes}분 뒤 도착해요"),
            Some(minutes) => format!("Here in {minutes} min"),
            None => headline(order, lang).to_owned(),
        },
        _ => headline(order, lang).to_owned(),
    }
}

/// What happens now, as a sentence.
pub fn headline(order: &OrderView, lang: Lang) -> &'static str {
    match (order.status, order.store.kind) {
        (Status::Ready, StoreKind::Cafe) => lang.pick("다 됐어요, 가지러 오세요", "Ready for you at the counter"),
        (Status::Ready, _) => lang.pick("다 됐어요, 라이더를 찾고 있어요", "Ready, looking for a rider"),
        (Status::Accepted, StoreKind::MealKit) => lang.pick("곧 포장을 시작해요", "Packing starts soon"),
        (status, _) => status_headline(status, lang),
    }
}

/// How far the rider has come from the store to the door, 0 to 100, by the clock; None while nobody rides.
pub fn ridden(order: &OrderView, now: Timestamp) -> Option<u8> {
    match order.status {
        Status::Claimed => Some(0),
        Status::PickedUp => {
            let left_at = order.timeline.iter().rev().find(|step| step.status == Status::PickedUp)?.at;
            let whole = order.arrive_at_estimate?.seconds_since(left_at).max(1);
            let gone = now.seconds_since(left_at).max(0);
            // Not at the door before they say so.
            Some((gone * 100 / whole).clamp(5, 92) as u8)
        }
        _ => None,
    }
}
