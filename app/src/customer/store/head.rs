use crate::{
    components::{BackLink, Badge, Glyph, Icon, Plate, PlateSize, Rating, Tone, format},
    lang::{self, Lang},
};
use domain::{
    StoreId,
    store::{Mode, StoreKind},
    views::StoreView,
};
use leptos::prelude::*;

/// Who cooks, whether they are open, and what an order takes.
#[component]
pub fn StoreHead(store: StoreView, distance_m: u32, in_reach: bool) -> impl IntoView {
    let lang = lang::current();
    let (rating, reviews) = (store.rating, store.review_count);
    let distance = format::distance(distance_m);
    view! {
        <div class="store-hero">
            <Plate art=store.illustration.clone() size=PlateSize::Hero off=!store.open/>
            <BackLink href="/" floating=true/>
        </div>
        <header class="store-head">
            <h1>{store.name.to_string()}</h1>
            {store.about.as_ref().map(|about| view! { <p class="meta">{about.to_string()}</p> })}
            <p class="meta">
                <Rating stars=rating reviews=reviews/>
                {rating.map(|_| " · ")}
                {distance}
                " · "
                {store.address.line.to_string()}
            </p>
            <div class="badges">
                <Badge text=opening(&store, lang) tone=if store.open { Tone::Celadon } else { Tone::Danger } dot=true/>
                {terms(&store, lang)}
            </div>
            {(!in_reach).then(|| view! { <TooFar store=store.id/> })}
            <Pause store/>
        </header>
    }
}

/// `영업 중 · 21:30까지`, `지금은 쉬어요 · 오늘 10:00–21:30`.
fn opening(store: &StoreView, lang: Lang) -> String {
    let now = if store.open { lang.pick("영업 중", "Open") } else { lang.pick("지금은 쉬어요", "Closed now") };
    match today(store) {
        Some(hours) => format!("{now} · {hours}"),
        None => now.to_owned(),
    }
}

/// Today's hours; None: around the clock, or not at all today.
fn today(store: &StoreView) -> Option<String> {
    let (today, _) = crate::clock::now().in_seoul();
    let spans = store.hours.as_ref()?.spans().iter().filter(|span| span.day as u8 == today);
    let hours =
        spans.map(|span| format!("{}–{}", String::from(span.open), String::from(span.close))).collect::<Vec<_>>().join(", ");
    (!hours.is_empty()).then_some(hours)
}

fn terms(store: &StoreView, lang: Lang) -> impl IntoView + use<> {
    let minimum = (!store.min_order.is_zero()).then(|| {
        let text = format!("{} {}", lang.pick("최소", "From"), format::won(store.min_order, lang));
        view! { <Badge text/> }
    });
    let fee = match (store.kind, store.delivery_fee.is_zero()) {
        (StoreKind::Cafe, _) => lang.pick("픽업 전용", "Pick-up only").to_owned(),
        (_, true) => lang.pick("배달비 무료", "Free delivery").to_owned(),
        (StoreKind::Restaurant, _) => format!("{} {}", lang.pick("배달비", "Delivery"), format::won(store.delivery_fee, lang)),
        (StoreKind::MealKit, _) => format!("{} {}", lang.pick("택배비", "Parcel"), format::won(store.delivery_fee, lang)),
    };
    view! {
        {minimum}
        <Badge text=fee tone=Tone::Brand/>
    }
}

/// Before a cart is filled that nobody would bring.
#[component]
fn TooFar(store: StoreId) -> impl IntoView {
    let t = lang::say();
    view! {
        <p class="notice" data-tone="brass">
            <Icon name=Glyph::MapPin/>
            <span>
                {t("지금 주소로는 배달하지 않는 가게예요. ", "This store does not deliver to your address. ")}
                <a href=format!("/address?next=/stores/{store}")>{t("주소 바꾸기", "Change the address")}</a>
            </span>
        </p>
    }
}

/// Why it takes longer, or takes no orders, and until when.
#[component]
fn Pause(store: StoreView) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let until = store.mode_until.map(|until| match lang {
        Lang::Ko => format!(" {}까지예요.", format::clock(until, lang)),
        Lang::En => format!(" Until {}.", format::clock(until, lang)),
    });
    let what = match store.mode {
        Mode::Normal => return None,
        Mode::Busy => t("지금 주문이 많아서 평소보다 오래 걸려요.", "Busy right now: it takes longer than usual."),
        Mode::Paused => t("주문을 잠시 멈췄어요.", "Orders are paused for a moment."),
    };
    Some(view! {
        <p class="notice" data-tone="brass">
            <Icon name=Glyph::Clock/>
            <span>{what}{until}</span>
        </p>
    })
}
