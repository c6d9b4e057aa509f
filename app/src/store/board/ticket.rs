use super::{
    actions::Actions,
    answer::Answer,
    shipment::ShipmentForm,
    steps::{Collected, DropOff, FinishCooking, StartCooking, StartPacking},
};
use crate::{
    components::{Countdown, format},
    lang::{self, Lang},
};
use domain::{OrderId, Timestamp, order::Status, store::StoreKind, views::OrderView};
use leptos::prelude::*;

/// What tickets share: the clock, the steps, and which new order is in hand.
#[derive(Clone, Copy)]
pub struct Desk {
    pub now: ReadSignal<Timestamp>,
    pub actions: Actions,
    /// The new order that is answered next: the most urgent, or the one that was tapped.
    pub next: Memo<Option<OrderId>>,
    pub pick: RwSignal<Option<OrderId>>,
    /// Minutes offered for the order in hand; more while the kitchen is busy.
    pub minutes: Memo<[i64; 4]>,
    pub chosen: RwSignal<usize>,
    /// Whether the page has come to life, so that what is new from now on may move.
    pub alive: RwSignal<bool>,
}

/// One order, from its arrival until it is out of the house.
#[component]
pub fn Ticket(order: OrderView, desk: Desk) -> impl IntoView {
    let id = order.id;
    let is_new = order.status == Status::Placed;
    let next = move || is_new && desk.next.get() == Some(id);
    let late = {
        let order = order.clone();
        move || is_late(&order, desk.now.get())
    };
    let pick = move |_| {
        if is_new {
            desk.pick.set(Some(id));
        }
    };
    let arriving = desk.alive.get_untracked();
    let heading = format!("order-{id}");
    view! {
        <article
            class="ticket"
            aria-labelledby=heading
            data-next=next
            data-late=late
            data-arriving=arriving
            on:click=pick
        >
            <header>
                <h3 class="ticket-number" id=heading.clone()>{order.number.to_string()}</h3>
                <Due order=order.clone() now=desk.now/>
            </header>
            <Lines order=order.clone()/>
            {order.note.as_ref().map(|note| view! { <p class="ticket-note">"“"{note.to_string()}"”"</p> })}
            {way(&order)}
            {step(order, desk)}
        </article>
    }
}

/// What is to be made.
#[component]
fn Lines(order: OrderView) -> impl IntoView {
    let lines = order.lines.into_iter().map(|line| {
        let choices = line.choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>().join(", ");
        view! {
            <li>
                <b>{line.quantity.count()}</b>
                <span>{line.name.to_string()}</span>
                {(!choices.is_empty()).then(|| view! { <small>{choices}</small> })}
            </li>
        }
    });
    view! { <ul class="ticket-lines">{lines.collect_view()}</ul> }
}

/// How long there is: a ring to the accept deadline, minutes to the promised time, then how long past it.
#[component]
fn Due(order: OrderView, now: ReadSignal<Timestamp>) -> impl IntoView {
    let language = lang::current();
    match (order.status, order.accept_by, order.ready_at_estimate) {
        (Status::Placed, Some(accept_by), _) => {
            let paid = order.timeline.iter().find(|step| step.status == Status::Placed).map_or(order.placed_at, |step| step.at);
            let left = Signal::derive(move || accept_by.seconds_since(now.get()));
            let late = move || left.get() < 0;
            view! {
                <Show when=late fallback=move || view! { <Countdown seconds_left=left total=accept_by.seconds_since(paid)/> }>
                    <span class="countdown" data-late=true>
                        <time role="timer">{move || over(-left.get(), language)}</time>
                    </span>
                </Show>
            }
            .into_any()
        }
        (Status::Accepted | Status::Cooking, _, Some(ready)) if order.store.kind != StoreKind::MealKit => {
            let late = move || now.get() > ready;
            view! {
                <span class="countdown" data-late=late>
                    <time>{move || remaining(ready, now.get(), language)}</time>
                </span>
            }
            .into_any()
        }
        (status, ..) => view! { <span class="meta">{whereabouts(status, order.store.kind, language)}</span> }.into_any(),
    }
}

fn is_late(order: &OrderView, now: Timestamp) -> bool {
    let due = match order.status {
        Status::Placed => order.accept_by,
        Status::Accepted | Status::Cooking => order.ready_at_estimate.filter(|_| order.store.kind != StoreKind::MealKit),
        _ => None,
    };
    due.is_some_and(|due| now > due)
}

fn remaining(ready: Timestamp, now: Timestamp, lang: Lang) -> String {
    if now > ready {
        return over(now.seconds_since(ready), lang);
    }
    let left = format::minutes(format::minutes_until(ready, now), lang);
    match lang {
        Lang::Ko => format!("{left} 남음"),
        Lang::En => format!("{left} left"),
    }
}

/// Seconds in the first minute, then minutes.
fn over(seconds: i64, lang: Lang) -> String {
    match (seconds / 60, lang) {
        (0, Lang::Ko) => format!("{seconds}초 지남"),
        (0, Lang::En) => format!("{seconds} s late"),
        (minutes, Lang::Ko) => format!("{minutes}분 지남"),
        (minutes, Lang::En) => format!("{minutes} min late"),
    }
}

fn whereabouts(status: Status, kind: StoreKind, lang: Lang) -> &'static str {
    let (ko, en) = match (status, kind) {
        (Status::Ready, StoreKind::Cafe) => ("손님 오는 중", "Customer coming"),
        (Status::Ready, _) => ("라이더 찾는 중", "Looking for a rider"),
        (Status::Claimed, _) => ("라이더 오는 중", "Rider coming"),
        (Status::PickedUp, _) => ("배달 중", "On the way"),
        (Status::Packing, _) => ("포장 중", "Packing"),
        (Status::Shipped, _) => ("택배 이동 중", "With the carrier"),
        _ => ("", ""),
    };
    lang.pick(ko, en)
}

/// Who carries it.
fn way(order: &OrderView) -> Option<AnyView> {
    let language = lang::current();
    let (art, text) = match (order.status, &order.rider, &order.shipment) {
        (Status::Ready, None, _) if order.store.kind == StoreKind::Restaurant => {
            ("scooter", language.pick("근처 라이더들에게 보이고 있어요", "Riders nearby can see it").to_owned())
        }
        (Status::Ready, ..) => {
            ("shopping-bag", language.pick("번호를 확인하고 건네주세요", "Check the number, then hand it over").to_owned())
        }
        (Status::Claimed, Some(rider), _) => (
            "scooter",
            match language {
                Lang::Ko => format!("{} 라이더가 오고 있어요", rider.name),
                Lang::En => format!("{} is coming for it", rider.name),
            },
        ),
        (Status::PickedUp, Some(rider), _) => (
            "scooter",
            match language {
                Lang::Ko => format!("{} 라이더가 배달하고 있어요", rider.name),
                Lang::En => format!("{} is delivering it", rider.name),
            },
        ),
        (Status::Shipped, _, Some(shipment)) => ("package", format!("{} {}", shipment.carrier, shipment.tracking_no)),
        _ => return None,
    };
    Some(
        view! { <p class="ticket-way"><img src=crate::components::food_src(art) alt="" width="26" height="26"/>{text}</p> }
            .into_any(),
    )
}

/// What the store does next with it; nothing while others are at work.
fn step(order: OrderView, desk: Desk) -> AnyView {
    let (id, actions) = (order.id, desk.actions);
    match (order.status, order.store.kind) {
        (Status::Placed, _) => view! { <Answer order desk/> }.into_any(),
        (Status::Accepted, StoreKind::MealKit) => view! { <StartPacking id action=actions.start_packing/> }.into_any(),
        (Status::Accepted, kind) => view! { <StartCooking id kind action=actions.start_cooking/> }.into_any(),
        (Status::Cooking, kind) => view! { <FinishCooking id kind action=actions.finish_cooking/> }.into_any(),
        (Status::Ready, StoreKind::Cafe) => view! { <Collected id action=actions.collect/> }.into_any(),
        (Status::Packing, _) => view! { <ShipmentForm id action=actions.ship/> }.into_any(),
        (Status::Shipped, _) => view! { <DropOff id action=actions.drop_off/> }.into_any(),
        _ => ().into_any(),
    }
}
