use super::{
    api::{CancelOrder, ConfirmReceipt, Tracked, load_order},
    cancellation::{CancelLink, CancelSheet, is_asked},
    details::OrderDetails,
    ending::Ending,
    held::HeldPayment,
    map::OrderMap,
    receipt::Receipt,
    rider::RiderCard,
};
use crate::{
    account::sorry::Sorry,
    clock::use_clock,
    components::{Announce, CardsComing, ConnectionBanner, FailureNotice, Timeline, format},
    customer::progress,
    lang::{self, Lang},
    live::use_live,
};
use domain::{OrderId, Refusal, store::StoreKind, views::OrderView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// `/orders/:id`, with `?cancel=1` the question whether to cancel.
#[component]
pub fn TrackingPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<OrderId>().ok()));
    let data = Resource::new_blocking(
        move || id.get(),
        async |id| match id {
            Some(id) => load_order(id).await,
            None => Err(Refusal::NotFound.into()),
        },
    );
    let content = move || {
        Suspend::new(async move {
            match data.await {
                Ok(tracked) => view! { <Tracking tracked/> }.into_any(),
                Err(failure) => view! { <main class="page"><Sorry failure/></main> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=|| view! { <main class="page"><CardsComing/></main> }>{content}</Suspense> }
}

#[component]
fn Tracking(tracked: Tracked) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let Tracked { order, now } = tracked;
    let (store, number) = (order.store.name.to_string(), order.number.to_string());
    let title = format!("{} {number}", t("주문", "Order"));
    let order = RwSignal::new(order);
    let connection = use_live(move || progress::stream(order), &["order"], move |_, data| progress::take(order, &data));
    let now = use_clock(now);

    let cancel = ServerAction::<CancelOrder>::new();
    let confirm = ServerAction::<ConfirmReceipt>::new();
    for answer in [Signal::derive(move || cancel.value().get()), Signal::derive(move || confirm.value().get())] {
        Effect::new(move |_| {
            if let Some(Ok(answer)) = answer.get()
                && order.with_untracked(|order| order.version < answer.version)
            {
                order.set(answer);
            }
        });
    }
    let refused =
        Signal::derive(move || confirm.value().get().and_then(Result::err).or(cancel.value().get().and_then(Result::err)));

    let asking = is_asked(order);
    let headline = Memo::new(move |_| order.with(|order| progress::headline(order, lang)));
    let arrival = move || order.with(|order| arrival(order, lang));

    view! {
        <Title text=title/>
        <ConnectionBanner connection/>
        <main class="tracking" inert=move || asking.get()>
            <OrderMap order=order.get_untracked() live=order now/>
            <section class="tracking-sheet">
                <header class="tracking-head">
                    <p>{store} " · " {t("주문 ", "order ")} {number}</p>
                    <h1>{move || headline.get()}</h1>
                    <p>{arrival}</p>
                </header>
                <Announce text=Signal::derive(move || headline.get().to_owned())/>
                <Ending order/>
                <HeldPayment order now/>
                <Timeline order/>
                <div class="without-scripts"><a class="button" data-wide href="">{t("새로고침", "Refresh")}</a></div>
                <RiderCard order/>
                <OrderDetails order/>
                <FailureNotice failure=refused/>
                <CancelLink order/>
                <Receipt order confirm/>
            </section>
        </main>
        {move || asking.get().then(|| view! { <CancelSheet order cancel/> })}
    }
}

/// `6:41쯤 도착 · 늦어도 6:52`; at a counter, when it is ready; nothing once that has come.
fn arrival(order: &OrderView, lang: Lang) -> Option<String> {
    if !progress::has_estimate(order) {
        return None;
    }
    let (at, latest) = (format::clock_short(order.arrive_at_estimate?), format::clock_short(order.arrive_by_estimate?));
    Some(match (lang, order.store.kind) {
        (Lang::Ko, StoreKind::Cafe) => format!("{at}쯤 완성"),
        (Lang::En, StoreKind::Cafe) => format!("Ready around {at}"),
        (Lang::Ko, _) => format!("{at}쯤 도착 · 늦어도 {latest}"),
        (Lang::En, _) => format!("Here around {at} · by {latest} at the latest"),
    })
}
