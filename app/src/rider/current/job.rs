use super::{
    api::{CurrentData, DropOff, is_under_way},
    pickup::PickUpForm,
};
use crate::{
    components::{BackLink, ConnectionBanner, EmptyState, FailureNotice, Glyph, Icon, Pin, RouteMap, food_src, format},
    failure::Failure,
    key::CommandKey,
    lang::{self, Lang},
    live::{Connection, use_live},
    rider::outbox::{Outbox, Tap, What},
};
use domain::{
    CommandId, OrderId,
    order::Status,
    views::{MyDelivery, OrderView},
};
use leptos::{prelude::*, server_fn::ServerFn, wasm_bindgen::JsCast};
use web_sys::{FormData, HtmlFormElement, SubmitEvent};

/// One delivery, step by step: to the store, to the customer, done. What the rider has tapped counts at once, sent or not.
#[component]
pub fn Job(data: CurrentData) -> impl IntoView {
    let t = lang::say();
    let outbox = expect_context::<Outbox>();
    let others = data.deliveries.len().saturating_sub(1);
    let Some(delivery) = data.deliveries.into_iter().next() else {
        return view! { <NoJob/> }.into_any();
    };
    let id = delivery.order_id;
    let heard = RwSignal::new((0, delivery.status));
    let connection = use_live(
        move || Some(format!("/api/v1/orders/{id}/live")),
        &["order"],
        move |_, data| match serde_json::from_str::<OrderView>(&data) {
            Ok(order) => heard.set((order.version, order.status)),
            Err(error) => leptos::logging::warn!("an order that cannot be read: {error}"),
        },
    );
    // The answer to a tap is often here before the stream says the same.
    let status = Memo::new(move |_| {
        let (version, status) = heard.get();
        let newer = |order: &&OrderView| order.id == id && order.version > version;
        outbox.arrived.with(|order| order.as_ref().filter(newer).map(|order| order.status)).unwrap_or(status)
    });
    let step = Memo::new(move |_| match (status.get(), outbox.waiting(id)) {
        (Status::Claimed | Status::PickedUp, Some(What::DropOff)) => Status::Delivered,
        (Status::Claimed, Some(What::PickUp { .. })) => Status::PickedUp,
        (status, _) => status,
    });
    let refused = Signal::derive(move || {
        let refused = outbox.refused.get().filter(|(order, _)| *order == id).map(|(_, failure)| failure);
        refused.filter(|failure| !matches!(failure, Failure::Refused(domain::Refusal::Invalid(_))))
    });
    let shown = move || match step.get() {
        Status::Claimed => view! { <ToStore delivery=delivery.clone() outbox/> }.into_any(),
        Status::PickedUp => view! { <ToCustomer delivery=delivery.clone() outbox/> }.into_any(),
        Status::Cancelled => view! { <CalledOff/> }.into_any(),
        _ => view! { <Done delivery=delivery.clone()/> }.into_any(),
    };
    view! {
        <ConnectionBanner connection=Signal::derive(move || if is_under_way(status.get()) { connection.get() } else { Connection::Connected })/>
        <FailureNotice failure=refused/>
        {shown}
        // What stands there at the end, perhaps in a cellar.
        <img src=food_src("party") alt="" hidden/>
        {(others > 0).then(|| view! { <p class="meta job-others">{t("이다음 배달이 더 있어요.", "There is another one after this.")}</p> })}
    }
    .into_any()
}

#[component]
fn ToStore(delivery: MyDelivery, outbox: Outbox) -> impl IntoView {
    let t = lang::say();
    view! {
        <JobMap delivery=delivery.clone() come=None/>
        <div class="job-step">
            <p class="meta">{t("가게에서 이 번호를 말해 주세요", "Say this number at the store")}</p>
            <h1 class="job-number">{delivery.number.to_string()}</h1>
            <p class="meta">{facts(&delivery)}</p>
        </div>
        <Stop glyph=Glyph::Store title=delivery.store.name.to_string() address=delivery.pickup.clone()/>
        <PickUpForm delivery outbox/>
    }
}

#[component]
fn ToCustomer(delivery: MyDelivery, outbox: Outbox) -> impl IntoView {
    let t = lang::say();
    let language = lang::current();
    let id = delivery.order_id;
    let plain = ServerAction::<DropOff>::new();
    let failure = Signal::derive(move || plain.value().get().and_then(Result::err));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(outbox, &event, id, What::DropOff);
    };
    let promised = delivery.arrive_by_estimate.map(|by| match language {
        Lang::Ko => format!("늦어도 {}까지", format::clock(by, language)),
        Lang::En => format!("by {} at the latest", format::clock(by, language)),
    });
    view! {
        <JobMap delivery=delivery.clone() come=Some(30)/>
        <div class="job-step">
            <p class="meta">{t("손님에게 가고 있어요", "On the way to the customer")}</p>
            <h1 class="job-number">{delivery.number.to_string()}</h1>
            <p class="meta">{promised} {" · "} {facts(&delivery)}</p>
        </div>
        <Stop glyph=Glyph::MapPin title=delivery.customer_name.to_string() address=delivery.drop_off.clone()/>
        {delivery.note.as_ref().map(|note| view! {
            <p class="notice job-note" data-tone="brass"><Icon name=Glyph::Message/><span>{note.to_string()}</span></p>
        })}
        <FailureNotice failure/>
        <form method="post" action=DropOff::url() on:submit=submit>
            <input type="hidden" name="order" value=id.to_string()/>
            <CommandKey/>
            {thumb(t("전달했어요", "Delivered"))}
        </form>
    }
}

#[component]
fn Done(delivery: MyDelivery) -> impl IntoView {
    let t = lang::say();
    let fee = format::won(delivery.fee, lang::current());
    view! {
        <div role="status">
            <EmptyState art="party" page=true title=t("잘 전달했어요", "Well delivered") text=format!("+{fee}")>
                <a class="button" data-kind="primary" href="/rider">{t("다음 배달 보기", "See the next ones")}</a>
            </EmptyState>
        </div>
    }
}

#[component]
fn CalledOff() -> impl IntoView {
    let t = lang::say();
    view! {
        <div role="alert">
            <EmptyState
                art="no-entry"
                page=true
                title=t("이 배달은 취소됐어요", "This delivery was cancelled")
                text=t("더 가지 않아도 돼요.", "You need not go on.")
            >
                <a class="button" data-kind="primary" href="/rider">{t("다른 배달 보기", "See other deliveries")}</a>
            </EmptyState>
        </div>
    }
}

#[component]
fn NoJob() -> impl IntoView {
    let t = lang::say();
    view! {
        <EmptyState
            art="scooter"
            page=true
            title=t("진행 중인 배달이 없어요", "No delivery under way")
            text=t("가까운 배달을 잡으면 여기에 보여요.", "Claim one nearby and it shows here.")
        >
            <a class="button" data-kind="primary" href="/rider">{t("가까운 배달 보기", "See deliveries nearby")}</a>
        </EmptyState>
    }
}

/// The way from the store to the door; `come` hundredths of it lie behind, none before the food is picked up.
#[component]
fn JobMap(delivery: MyDelivery, come: Option<u8>) -> impl IntoView {
    let t = lang::say();
    let art = delivery.store.illustration.as_ref().map_or("shop", |slug| slug.as_str()).to_owned();
    let from = Pin::new(delivery.pickup.position, art, delivery.store.name.to_string());
    let to = Pin::new(delivery.drop_off.position, "house", delivery.customer_name.to_string());
    view! { <div class="job-map"><BackLink href="/rider" floating=true/><RouteMap label=t("가는 길", "The way") from to rider=Signal::stored(come)/></div> }
}

/// A place to go to, with the way there in a map of the rider's own.
#[component]
fn Stop(glyph: Glyph, title: String, address: domain::Address) -> impl IntoView {
    let t = lang::say();
    let (lat, lng) = (address.position.lat(), address.position.lng());
    let way = format!("https://map.kakao.com/link/to/{},{lat},{lng}", crate::account::home::escaped(address.line.as_str()));
    let detail = address.detail.as_ref().map(|detail| format!(" {detail}")).unwrap_or_default();
    view! {
        <section class="panel job-stop">
            <Icon name=glyph/>
            <div>
                <strong>{title}</strong>
                <p>{address.line.to_string()} {detail}</p>
            </div>
            <a class="chip" href=way target="_blank" rel="noopener external">{t("길 찾기", "Directions")}</a>
        </section>
    }
}

fn facts(delivery: &MyDelivery) -> String {
    let language = lang::current();
    let (fee, way) = (format::won(delivery.fee, language), format::distance(delivery.ride_m));
    match language {
        Lang::Ko => format!("{}개 · {way} · {fee}", delivery.items),
        Lang::En if delivery.items == 1 => format!("1 item · {way} · {fee}"),
        Lang::En => format!("{} items · {way} · {fee}", delivery.items),
    }
}

/// The one button, at the thumb.
pub fn thumb(label: &'static str) -> impl IntoView {
    view! { <div class="action-bar"><button class="button" data-kind="primary" data-wide=true>{label}</button></div> }
}

/// Puts what a form says into the outbox, under the form's own id.
pub fn send(outbox: Outbox, event: &SubmitEvent, order: OrderId, what: What) {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let key = form.and_then(|form| FormData::new_with_form(&form).ok()).and_then(|data| data.get("key").as_string());
    let key = key.and_then(|key| key.parse().ok()).unwrap_or_else(|| CommandId(crate::key::fresh()));
    outbox.add(Tap { key, order, what });
}
