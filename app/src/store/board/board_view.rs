use super::super::mode::{BUSY_EXTRA, SetMode, Standing};
use super::{
    actions::Actions,
    answer::USUAL,
    api::{BoardData, board_day},
    head::BoardHead,
    keys::use_number_keys,
    ticket::{Desk, Ticket},
    tickets::{Change, Column, Tickets},
    title::TabBadge,
};
use crate::{
    clock::use_clock,
    components::{Announce, ConnectionBanner, FailureNotice, Glyph, Icon},
    failure::Failure,
    lang::{self, Lang},
    live::use_live_after,
};
use domain::{
    order::EndReason,
    store::StoreKind,
    views::{OrderView, StoreSummary, StoreView},
};
use leptos::{prelude::*, task::spawn_local};

/// The board of one store, kept up to date by its stream and by the answers to its own steps.
#[component]
pub fn BoardView(data: BoardData, stores: Vec<StoreSummary>, store: StoreView) -> impl IntoView {
    let (id, kind, language) = (store.id, store.kind, lang::current());
    let now = use_clock(data.now);
    let tickets = RwSignal::new(Tickets::new(data.orders));
    let (store, day) = (RwSignal::new(store), RwSignal::new(data.day));
    let (actions, set_mode) = (Actions::new(), ServerAction::<SetMode>::new());
    let failure = RwSignal::new(None::<Failure>);
    let lost_orders = RwSignal::new(Vec::<OrderView>::new());
    let said = RwSignal::new(String::new());

    let refresh_day = move || {
        spawn_local(async move {
            if let Ok(fresh) = board_day(id).await {
                day.set(fresh);
            }
        })
    };
    let apply = move |order: OrderView| {
        let number = order.number.to_string();
        match tickets.try_update(|tickets| tickets.apply(order)) {
            Some(Change::Arrived) => {
                said.set(format!("{} {number}", language.pick("새 주문", "New order")));
                refresh_day();
            }
            Some(Change::Lost(order)) => {
                said.set(format!("{number} {}", language.pick("주문이 취소됐어요", "was cancelled")));
                lost_orders.update(|orders| orders.push(*order));
                refresh_day();
            }
            Some(Change::Left) => refresh_day(),
            Some(Change::Moved | Change::Nothing) | None => {}
        }
    };

    let connection = use_live_after(
        Some(data.position),
        move || Some(format!("/api/v1/stores/{id}/live")),
        &["order"],
        move |_, data| match serde_json::from_str(&data) {
            Ok(order) => apply(order),
            Err(error) => leptos::logging::warn!("an order that cannot be read: {error}"),
        },
    );
    for outcome in actions.outcomes() {
        // Without scripts the refusal is in the page already, so it is read at once, on both sides.
        if let Some(Err(refused)) = outcome.get_untracked() {
            failure.set(Some(refused));
        }
        Effect::new(move |_| match outcome.get() {
            Some(Ok(order)) => {
                failure.set(None);
                apply(order);
            }
            Some(Err(refused)) => failure.set(Some(refused)),
            None => {}
        });
    }
    Effect::new(move |_| match set_mode.value().get() {
        Some(Ok(changed)) => store.set(changed),
        Some(Err(refused)) => failure.set(Some(refused)),
        None => {}
    });

    let pick = RwSignal::new(None);
    let next = Memo::new(move |_| {
        tickets.with(|tickets| pick.get().filter(|id| tickets.awaits_answer(*id)).or_else(|| tickets.most_urgent()))
    });
    let minutes = Memo::new(move |_| {
        let busy = store.with(|store| matches!(Standing::of(store, now.get()), Standing::Busy(_)));
        [10, 15, 20, 30].map(|minutes| minutes + if busy { BUSY_EXTRA } else { 0 })
    });
    let desk = Desk { now, actions, next, pick, minutes, chosen: RwSignal::new(USUAL), alive: RwSignal::new(false) };
    Effect::new(move |_| desk.alive.set(true));
    use_number_keys(desk);

    let new = Signal::derive(move || tickets.with(|tickets| tickets.count(Column::New)));
    view! {
        <TabBadge new/>
        <ConnectionBanner connection/>
        <BoardHead stores store day now action=set_mode ringing=Signal::derive(move || new.get() > 0)/>
        <FailureNotice failure/>
        <Lost orders=lost_orders/>
        <Announce text=said/>
        <Segments tickets kind/>
        <div class="board">
            {Column::ALL.map(|column| view! { <BoardColumn column kind tickets desk/> }).collect_view()}
        </div>
    }
}

/// On a phone one column shows at a time. Radio buttons, so that it works before the page has come to life.
#[component]
fn Segments(tickets: RwSignal<Tickets>, kind: StoreKind) -> impl IntoView {
    let language = lang::current();
    let segments = Column::ALL.map(|column| {
        let count = move || tickets.with(|tickets| tickets.count(column));
        view! {
            <label class="chip">
                <input type="radio" name="segment" value=column.name() checked=column == Column::New/>
                {column.title(kind, language)}
                " "
                <b>{count}</b>
            </label>
        }
    });
    view! {
        <fieldset class="board-segments">
            <legend class="said">{language.pick("어느 주문을 볼까요?", "Which orders?")}</legend>
            {segments.collect_view()}
        </fieldset>
    }
}

#[component]
fn BoardColumn(column: Column, kind: StoreKind, tickets: RwSignal<Tickets>, desk: Desk) -> impl IntoView {
    let language = lang::current();
    let count = Memo::new(move |_| tickets.with(|tickets| tickets.count(column)));
    let orders = move || tickets.with(|tickets| tickets.in_column(column));
    let heading = format!("column-{}", column.name());
    view! {
        <section class="board-column" data-column=column.name() aria-labelledby=heading>
            <h2 id=heading.clone()>{column.title(kind, language)} <small>{move || count.get()}</small></h2>
            <ol>
                <For each=orders key=|order| (order.id, order.version) let:order>
                    <li><Ticket order desk/></li>
                </For>
            </ol>
            <Show when=move || count.get() == 0>
                <p class="board-empty">{column.nothing(language)}</p>
            </Show>
        </section>
    }
}

/// Orders that were called off stay in sight until somebody has seen them: a kitchen must stop.
#[component]
fn Lost(orders: RwSignal<Vec<OrderView>>) -> impl IntoView {
    let t = lang::say();
    view! {
        <For each=move || orders.get() key=|order| order.id let:order>
            <p class="notice board-lost" data-tone="danger">
                <Icon name=Glyph::Alert/>
                <span><strong>{order.number.to_string()}</strong>{why(&order)}</span>
                <button
                    type="button"
                    class="button"
                    data-kind="line"
                    on:click=move |_| orders.update(|orders| orders.retain(|kept| kept.id != order.id))
                >
                    {t("확인했어요", "Got it")}
                </button>
            </p>
        </For>
    }
}

fn why(order: &OrderView) -> &'static str {
    let late = order.cancellation.as_ref().is_some_and(|ending| ending.code == EndReason::AcceptDeadline);
    match (lang::current(), late) {
        (Lang::Ko, true) => "제시간에 답하지 못해 취소됐어요. 결제는 돌려드렸어요.",
        (Lang::Ko, false) => "손님이 취소했어요. 만들지 않아도 돼요.",
        (Lang::En, true) => "Not answered in time, so it was cancelled and refunded.",
        (Lang::En, false) => "The customer cancelled. No need to make it.",
    }
}
