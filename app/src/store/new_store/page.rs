use super::super::{
    console::Console,
    fields::{Problems, StoreFields},
    hours::HoursEditor,
    typed::TypedStore,
};
use super::api::{OpenStore, may_open};
use crate::{
    account::sorry::Sorry,
    components::{CardsComing, FailureNotice, Plate, PlateSize},
    key::CommandKey,
    lang,
};
use domain::Timestamp;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

/// `/store/new`.
#[component]
pub fn NewStorePage() -> impl IntoView {
    let t = lang::say();
    let may = Resource::new_blocking(|| (), |_| may_open());
    let page = move || {
        Suspend::new(async move {
            match may.await {
                Ok(now) => view! { <Console><NewStore now/></Console> }.into_any(),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("가게 열기", "Open a store")/>
        <Suspense fallback=|| view! { <Console><CardsComing/></Console> }>{page}</Suspense>
    }
}

const KINDS: [(&str, &str, [&str; 2], [&str; 2]); 3] = [
    ("restaurant", "noodles", ["음식점", "Restaurant"], ["라이더가 가져다드려요", "A rider brings it"]),
    ("cafe", "coffee", ["카페", "Café"], ["손님이 와서 가져가요", "Customers collect it"]),
    ("meal_kit", "package", ["밀키트", "Meal kits"], ["택배로 보내요", "Sent by parcel"]),
];

#[component]
fn NewStore(now: Timestamp) -> impl IntoView {
    let t = lang::say();
    let open = ServerAction::<OpenStore>::new();
    let problems = Problems(Signal::derive(move || open.value().get().and_then(Result::err)));
    let (today, _) = now.in_seoul();
    let typed = TypedStore::to_begin_with();
    let kinds = KINDS.into_iter().enumerate().map(move |(at, (kind, art, [ko, en], [about_ko, about_en]))| {
        view! {
            <label class="option" data-framed=true>
                <input type="radio" name="kind" value=kind checked=at == 0/>
                <Plate art=art size=PlateSize::Tiny/>
                <span class="option-name">{t(ko, en)}<small>{t(about_ko, about_en)}</small></span>
            </label>
        }
    });
    view! {
        <header class="console-head"><h1>{t("가게 열기", "Open a store")}</h1></header>
        <ActionForm action=open attr:class="settings settings-columns" attr:novalidate=true>
            <CommandKey/>
            <div class="stack">
                <section class="panel">
                    <h2>{t("어떤 가게인가요?", "What kind of store is it?")}</h2>
                    <fieldset>
                        <legend class="said">{t("가게 종류", "Kind")}</legend>
                        {kinds.collect_view()}
                    </fieldset>
                </section>
                <section class="panel form">
                    <h2>{t("가게 정보", "About the store")}</h2>
                    <StoreFields typed=typed.clone() problems/>
                </section>
            </div>
            <div class="settings-end">
                <section class="panel">
                    <h2>{t("영업 시간", "Opening hours")}</h2>
                    <HoursEditor typed today error=problems.at("hours")/>
                </section>
                <FailureNotice failure=problems.general()/>
                <div class="settings-save">
                    <button class="button" data-kind="primary" aria-busy=move || open.pending().get().to_string()>
                        {t("가게 열기", "Open the store")}
                    </button>
                </div>
            </div>
        </ActionForm>
    }
}
