use super::api::load_day;
use crate::{
    account::{sign_out::SignOutButton, sorry::Sorry},
    components::{EmptyState, RowsComing, format},
    lang::{self, Lang, LanguageSwitch},
    rider::frame::RiderPage,
};
use domain::views::{MyDelivery, RiderDay};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/rider/earnings`.
#[component]
pub fn EarningsPage() -> impl IntoView {
    let t = lang::say();
    let day = Resource::new_blocking(|| (), |_| load_day());
    let page = move || {
        Suspend::new(async move {
            match day.await {
                Ok(day) => view! { <Day day/> }.into_any(),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("오늘 수입", "Earnings today")/>
        <RiderPage><Suspense fallback=|| view! { <RowsComing/> }>{page}</Suspense></RiderPage>
    }
}

#[component]
fn Day(day: RiderDay) -> impl IntoView {
    let t = lang::say();
    let language = lang::current();
    let count = match (day.deliveries.len(), language) {
        (count, Lang::Ko) => format!("배달 {count}건"),
        (1, Lang::En) => "1 delivery".to_owned(),
        (count, Lang::En) => format!("{count} deliveries"),
    };
    let list = if day.deliveries.is_empty() {
        view! {
            <EmptyState
                art="money"
                title=t("오늘은 아직 없어요", "Nothing yet today")
                text=t("배달을 하나 마치면 여기에 쌓여요.", "It fills up with the first delivery.")
            >
                <a class="button" href="/rider">{t("배달 보러 가기", "See deliveries")}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = day.deliveries.into_iter().map(|delivery| view! { <Row delivery/> });
        view! { <ul class="panel rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <header class="rider-head">
            <h1>
                <span class="fine">{t("오늘 수입", "Earned today")}</span>
                <span class="figure">{format::won(day.earned, language)}</span>
            </h1>
            <span class="meta">{count}</span>
        </header>
        {list}
        <div class="rider-foot"><LanguageSwitch/><SignOutButton/></div>
    }
}

#[component]
fn Row(delivery: MyDelivery) -> impl IntoView {
    let language = lang::current();
    let when = format!("{} · {} · {}", format::clock(delivery.at, language), delivery.number, format::distance(delivery.ride_m));
    view! {
        <li class="earn-row">
            <div>
                <strong>{delivery.store.name.to_string()}</strong>
                <p class="meta">{when}</p>
            </div>
            <span class="money">{format::won(delivery.fee, language)}</span>
        </li>
    }
}
