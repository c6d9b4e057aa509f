use super::super::{
    console::{Console, StoreSwitch, of_store},
    fields::{Problems, StoreFields},
    hours::HoursEditor,
    typed::{KeptStore, TypedStore},
};
use super::{
    api::{ChangeStore, SettingsData, load_settings},
    mode_panel::ModePanel,
};
use crate::{
    account::sorry::Sorry,
    components::{CardsComing, FailureNotice, Glyph, Icon},
    lang::{self, LanguageSwitch},
};
use domain::{
    Timestamp,
    views::{StoreSummary, StoreView},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/store/settings?store=`.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("store")));
    let settings = Resource::new_blocking(move || asked.get(), load_settings);
    let page = move || {
        Suspend::new(async move {
            match settings.await {
                Ok(SettingsData { mine, now, kept }) => {
                    of_store(mine, move |stores, store| view! { <Console><Settings stores store now kept/></Console> })
                }
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("가게 설정", "Store settings")/>
        <Transition fallback=|| view! { <Console><CardsComing/></Console> }>{page}</Transition>
    }
}

#[component]
fn Settings(stores: Vec<StoreSummary>, store: StoreView, now: Timestamp, kept: Option<KeptStore>) -> impl IntoView {
    let t = lang::say();
    let id = store.id;
    let change = ServerAction::<ChangeStore>::new();
    let problems = Problems(Signal::derive(move || change.value().get().and_then(Result::err)));
    let saved = move || matches!(change.value().get(), Some(Ok(_))).then(|| t("저장했어요", "Saved"));
    let (today, _) = now.in_seoul();
    let name = store.name.to_string();
    let typed = kept.filter(|kept| kept.of == id).map_or_else(|| TypedStore::of(&store), |kept| kept.typed);
    view! {
        <header class="console-head">
            <h1>{t("가게 설정", "Store settings")}</h1>
            <span class="meta">{name}</span>
            <div class="console-head-end">
                <a class="chip" href=format!("/stores/{id}")>{t("손님 화면 보기", "See the store's page")}</a>
                <a class="chip" href="/store/new"><Icon name=Glyph::Plus/>{t("가게 더 열기", "Open another store")}</a>
            </div>
        </header>
        <StoreSwitch stores chosen=id here="/store/settings"/>
        <div class="settings stack">
            <ModePanel store now/>
            <ActionForm action=change attr:class="settings-columns" attr:novalidate=true>
                <input type="hidden" name="id" value=id.to_string()/>
                <section class="panel form">
                    <h2>{t("가게 정보", "About the store")}</h2>
                    <StoreFields typed=typed.clone() problems/>
                </section>
                <div class="settings-end">
                    <section class="panel">
                        <h2>{t("영업 시간", "Opening hours")}</h2>
                        <HoursEditor typed today error=problems.at("hours")/>
                    </section>
                    <FailureNotice failure=problems.general()/>
                    <div class="settings-save">
                        <button class="button" data-kind="primary" aria-busy=move || change.pending().get().to_string()>{t("저장", "Save")}</button>
                        <span class="meta" role="status">{saved}</span>
                    </div>
                </div>
            </ActionForm>
            <section class="panel setting-row"><span>{t("언어", "Language")}</span><LanguageSwitch/></section>
        </div>
    }
}
