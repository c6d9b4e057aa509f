use super::{
    api::{Claim, NearbyData, SetOnline, SetPosition},
    offer::Offer,
    offers::{Heard, Nearby, Offers},
    online::RiderHead,
    start::{StartChooser, use_position},
};
use crate::{
    components::{Announce, ConnectionBanner, EmptyState, Glyph, Icon, failure_text, format},
    failure::Failure,
    lang::{self, Lang},
    live::{Connection, use_live},
};
use domain::{Position, Refusal};
use leptos::prelude::*;

/// Offers while the rider is online, kept up to date by the riders' stream.
#[component]
pub fn NearbyView(data: NearbyData) -> impl IntoView {
    let language = lang::current();
    let t = lang::say();
    let NearbyData { day, offers, busy, starts } = data;
    let (earned, last) = (day.earned, day.position);
    let online = RwSignal::new(day.online);
    let offers = RwSignal::new(Offers::new(offers));
    let failure = RwSignal::new(None::<Failure>);
    let said = RwSignal::new(String::new());
    let (claim, set_online, set_position) =
        (ServerAction::<Claim>::new(), ServerAction::<SetOnline>::new(), ServerAction::<SetPosition>::new());

    let hear = move |heard: Heard| {
        let words =
            heard.delivery.as_ref().map(|delivery| announced(delivery.store.name.as_str(), delivery.distance_m, language));
        if offers.try_update(|offers| offers.hear(heard)) == Some(true) {
            said.set(words.unwrap_or_default());
        }
    };
    let only = move |nearby: Nearby| {
        offers.try_update(|offers| offers.only(&nearby));
    };
    let place = RwSignal::new(last);
    // Elsewhere is another stream, which begins with all that is near there.
    let connection = use_live(
        move || online.get().then(|| stream(place.get())),
        &["delivery", "nearby"],
        move |event, data| {
            let read = match event {
                "nearby" => serde_json::from_str(&data).map(only),
                _ => serde_json::from_str(&data).map(hear),
            };
            if let Err(error) = read {
                leptos::logging::warn!("a delivery that cannot be read: {error}");
            }
        },
    );
    let located = use_position(online.into(), place);

    if let Some(Err(refused)) = claim.value().get_untracked() {
        failure.set(Some(refused));
    }
    Effect::new(move |_| {
        let Some(Err(refused)) = claim.value().get() else { return };
        failure.set(Some(refused));
    });
    Effect::new(move |_| match set_online.value().get() {
        Some(Ok(now)) => {
            online.set(now);
            failure.set(None);
        }
        Some(Err(refused)) => failure.set(Some(refused)),
        None => {}
    });
    Effect::new(move |_| match set_position.value().get() {
        Some(Ok(told)) => place.set(Some(told)),
        Some(Err(refused)) => failure.set(Some(refused)),
        None => {}
    });

    let starts = StoredValue::new(starts);
    let list = move || {
        if !online.get() {
            return view! { <Resting/> }.into_any();
        }
        view! {
            <h1 class="rider-title">{t("가까운 배달", "Deliveries nearby")} " " {move || offers.with(|offers| offers.list().len())}</h1>
            <StartChooser starts=starts.get_value() known=last.is_some() located action=set_position/>
            <OfferList offers claim/>
        }
        .into_any()
    };
    view! {
        <ConnectionBanner connection=Signal::derive(move || if online.get() { connection.get() } else { Connection::Connected })/>
        <RiderHead earned online action=set_online/>
        {busy.then(|| view! {
            <a class="order-banner rider-banner" href="/rider/current">
                <span><strong>{t("진행 중인 배달이 있어요", "You have a delivery under way")}</strong></span>
                <Icon name=Glyph::ChevronRight/>
            </a>
        })}
        <TooLate failure/>
        <Announce text=said/>
        {list}
    }
}

#[component]
fn OfferList(offers: RwSignal<Offers>, claim: ServerAction<Claim>) -> impl IntoView {
    let t = lang::say();
    let nearest = Memo::new(move |_| offers.with(|offers| offers.list().first().map(|offer| offer.order_id)));
    let numbered = move || {
        let nearest = nearest.get();
        offers
            .with(|offers| offers.list().iter().map(|offer| (offer.clone(), Some(offer.order_id) == nearest)).collect::<Vec<_>>())
    };
    view! {
        <Show
            when=move || nearest.get().is_some()
            fallback=move || view! {
                <EmptyState
                    art="sleeping"
                    title=t("지금은 조용해요", "All quiet now")
                    text=t("음식이 완성되면 바로 여기에 떠요. 화면을 켜 두세요.", "A delivery shows here the moment food is ready. Keep the screen on.")
                />
            }
        >
            <ol class="delivery-list">
                <For each=numbered key=|(offer, nearest)| (offer.order_id, offer.distance_m, *nearest) let((offer, nearest))>
                    <li><Offer offer nearest claim/></li>
                </For>
            </ol>
        </Show>
    }
}

#[component]
fn Resting() -> impl IntoView {
    let t = lang::say();
    view! {
        <EmptyState
            art="moon"
            title=t("쉬고 있어요", "You are resting")
            text=t("준비되면 위의 ‘쉬는 중’을 눌러 배달을 받아 보세요.", "When you are ready, tap ‘Offline’ above to see deliveries.")
        />
    }
}

/// A lost race is nobody's fault and says so; anything else speaks for itself.
#[component]
fn TooLate(failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let t = lang::say();
    let text = move |failure: &Failure| match failure {
        Failure::Refused(Refusal::AlreadyClaimed) => t(
            "한발 늦었어요. 다른 라이더가 먼저 잡았어요. 다음 배달은 꼭 잡아요!",
            "Somebody was a moment faster. The next one is yours!",
        )
        .to_owned(),
        Failure::Refused(Refusal::WrongStatus(_) | Refusal::NotFound) => {
            t("이 배달은 더 이상 없어요. 다른 배달을 골라 주세요.", "This delivery is gone. Choose another one.").to_owned()
        }
        other => failure_text(other),
    };
    let shown = move || {
        failure.get().map(|failure| {
            view! { <p class="notice" data-tone="brass"><Icon name=Glyph::Info/><span>{text(&failure)}</span></p> }
        })
    };
    view! { <div role="alert" class="rider-notice">{shown}</div> }
}

/// The riders' stream, from a place or from where the rider was last.
fn stream(place: Option<Position>) -> String {
    let at = place.map(|place| format!("?lat={}&lng={}", place.lat(), place.lng())).unwrap_or_default();
    format!("/api/v1/deliveries/live{at}")
}

fn announced(store: &str, metres: u32, lang: Lang) -> String {
    let distance = format::distance(metres);
    match lang {
        Lang::Ko => format!("새 배달: {store}, {distance}"),
        Lang::En => format!("New delivery: {store}, {distance}"),
    }
}
