use super::{
    api::{MyOrders, load_orders},
    reorder::ReplaceSheet,
    row::{PastOrder, RunningOrder},
};
use crate::{
    account::{home::escaped, sorry::Sorry},
    clock::use_clock,
    components::{EmptyState, RowsComing, TopBar},
    lang,
};
use domain::OrderId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// A browser keeps six connections to a server at most; the page itself needs some of them.
const MOST_LIVE: usize = 3;

/// `/orders`, with `?cursor=` older ones, with `?again=` the question whether to replace the cart.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let again = Memo::new(move |_| query.with(|query| query.get("again")).and_then(|id| id.parse::<OrderId>().ok()));
    let orders = Resource::new_blocking(move || cursor.get(), load_orders);
    let content = move || {
        Suspend::new(async move {
            match orders.await {
                Ok(orders) => view! { <Orders orders/> }.into_any(),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("주문 내역", "Your orders")/>
        <main class="page">
            <TopBar title=t("주문 내역", "Your orders")/>
            <Transition fallback=|| view! { <RowsComing/> }>{content}</Transition>
        </main>
        {move || again.get().map(|order| view! { <ReplaceSheet order/> })}
    }
}

#[component]
fn Orders(orders: MyOrders) -> impl IntoView {
    let t = lang::say();
    let MyOrders { page, now } = orders;
    if page.items.is_empty() {
        return view! {
            <EmptyState
                art="takeout"
                title=t("아직 주문이 없어요", "No orders yet")
                text=t("오늘은 무엇을 먹어 볼까요?", "What would you like today?")
            >
                <a class="button" data-kind="primary" href="/">{t("가게 둘러보기", "Look around")}</a>
            </EmptyState>
        }
        .into_any();
    }
    let now = use_clock(now);
    let (past, running): (Vec<_>, Vec<_>) = page.items.into_iter().partition(|order| order.status.is_final());
    let running = (!running.is_empty()).then(|| {
        let rows = running
            .into_iter()
            .enumerate()
            .map(|(index, order)| view! { <RunningOrder order now live={index < MOST_LIVE}/> })
            .collect_view();
        view! {
            <section>
                <h2>{t("진행 중", "Under way")}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    });
    let past = (!past.is_empty()).then(|| {
        let rows = past.into_iter().map(|order| view! { <PastOrder order/> }).collect_view();
        view! {
            <section>
                <h2>{t("지난 주문", "Past orders")}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    });
    let older = page.next.map(|cursor| {
        view! { <a class="button" data-wide href=format!("/orders?cursor={}", escaped(&cursor))>{t("더 보기", "Older orders")}</a> }
    });
    view! {
        <div class="order-lists">
            {running}
            {past}
            {older}
        </div>
    }
    .into_any()
}
