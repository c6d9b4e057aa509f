use super::api::Wanted;
use crate::{
    components::{Badge, EmptyState, Plate, Rating, Tone, format},
    lang::{self, Lang},
};
use domain::{
    delivery::ride_minutes,
    store::{Mode, StoreKind},
    views::StoreSummary,
};
use leptos::prelude::*;

/// People walk some 80 m a minute.
const WALK_M_A_MINUTE: u32 = 80;

/// Stores that deliver here, as the server sorted them: open ones first, then the nearest.
#[component]
pub fn StoreList(stores: Vec<StoreSummary>, wanted: Wanted) -> impl IntoView {
    let t = lang::say();
    if stores.is_empty() {
        return view! { <NoStores wanted/> }.into_any();
    }
    let rows = stores.into_iter().map(|store| view! { <li><StoreRow store/></li> }).collect_view();
    view! {
        <section>
            <div class="section-head"><h2>{t("가까운 곳", "Near you")}</h2></div>
            <ul class="store-list">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn NoStores(wanted: Wanted) -> impl IntoView {
    let t = lang::say();
    match wanted.search.filter(|words| !words.trim().is_empty()) {
        Some(words) => view! {
            <EmptyState
                art="magnifier"
                title=format!("‘{}’ {}", words.trim(), t("검색 결과가 없어요", "was not found"))
                text=t("다른 말로 찾아보거나 전체 가게를 둘러보세요.", "Try other words, or look at all stores.")
            >
                <a class="button" href="/">{t("전체 보기", "Show all")}</a>
            </EmptyState>
        }
        .into_any(),
        None => view! {
            <EmptyState
                art="umbrella"
                title=t("여기로 오는 가게가 아직 없어요", "No store delivers here yet")
                text=t("다른 주소로 찾아볼까요?", "How about another address?")
            >
                <a class="button" href="/address">{t("주소 바꾸기", "Change address")}</a>
            </EmptyState>
        }
        .into_any(),
    }
}

#[component]
fn StoreRow(store: StoreSummary) -> impl IntoView {
    let lang = lang::current();
    let (rating, reviews) = (store.rating, store.review_count);
    let href = format!("/stores/{}", store.id);
    let name = store.name.to_string();
    let distance = format::distance(store.distance_m);
    let way = way(&store, lang).map(|way| format!(" · {way}"));
    let plate = if store.open {
        view! { <Plate art=store.illustration.clone()/> }.into_any()
    } else {
        view! { <Plate art=store.illustration.clone() off=true note=lang.pick("준비 중", "Closed")/> }.into_any()
    };
    view! {
        <a class="store-row" href=href>
            {plate}
            <span class="store-row-text">
                <strong>{name}</strong>
                <span class="meta">
                    <Rating stars=rating reviews=reviews/>
                    {rating.map(|_| " · ")}
                    {distance}
                    {way}
                </span>
                <span class="badges">
                    <Terms store/>
                </span>
            </span>
        </a>
    }
}

/// How long the way is for whoever goes it; parcels take days, not minutes.
fn way(store: &StoreSummary, lang: Lang) -> Option<String> {
    match store.kind {
        StoreKind::Restaurant => {
            let minutes = format::minutes(ride_minutes(store.distance_m), lang);
            Some(format!("{} {minutes}", lang.pick("라이더", "ride")))
        }
        StoreKind::Cafe => {
            let minutes = format::minutes(store.distance_m.div_ceil(WALK_M_A_MINUTE).max(1).into(), lang);
            Some(format!("{} {minutes}", lang.pick("걸어서", "walk")))
        }
        StoreKind::MealKit => None,
    }
}

#[component]
fn Terms(store: StoreSummary) -> impl IntoView {
    let lang = lang::current();
    let fee = match (store.kind, store.delivery_fee.is_zero()) {
        (StoreKind::Cafe, _) => (lang.pick("픽업 전용", "Pick-up only").to_owned(), Tone::Celadon),
        (_, true) => (lang.pick("배달비 무료", "Free delivery").to_owned(), Tone::Brand),
        (StoreKind::Restaurant, _) => {
            (format!("{} {}", lang.pick("배달비", "Delivery"), format::won(store.delivery_fee, lang)), Tone::Brand)
        }
        (StoreKind::MealKit, _) => {
            (format!("{} {}", lang.pick("택배비", "Parcel"), format::won(store.delivery_fee, lang)), Tone::Brand)
        }
    };
    let minimum = (!store.min_order.is_zero()).then(|| {
        let text = format!("{} {}", lang.pick("최소", "From"), format::won(store.min_order, lang));
        view! { <Badge text tone=Tone::Celadon/> }
    });
    let busy = (store.open && store.mode == Mode::Busy)
        .then(|| view! { <Badge text=lang.pick("지금 바빠요", "Busy now") tone=Tone::Brass/> });
    view! {
        <Badge text=fee.0 tone=fee.1/>
        {minimum}
        {busy}
    }
}
