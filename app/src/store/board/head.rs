use super::super::{
    console::StoreSwitch,
    mode::{SetMode, Standing},
};
use super::sound::SoundSwitch;
use crate::{
    components::{Badge, format},
    lang::{self, Lang},
};
use domain::{
    StoreId, Timestamp,
    store::Mode,
    views::{StoreDay, StoreSummary, StoreView},
};
use leptos::{form::ActionForm, prelude::*};

/// The store's name and state, today so far, and the brakes.
#[component]
pub fn BoardHead(
    stores: Vec<StoreSummary>,
    store: RwSignal<StoreView>,
    day: RwSignal<StoreDay>,
    now: ReadSignal<Timestamp>,
    action: ServerAction<SetMode>,
    #[prop(into)] ringing: Signal<bool>,
) -> impl IntoView {
    let language = lang::current();
    let id = store.with_untracked(|store| store.id);
    let name = store.with_untracked(|store| store.name.to_string());
    let standing = Memo::new(move |_| store.with(|store| Standing::of(store, now.get())));
    view! {
        <header class="console-head">
            <h1>{name}</h1>
            <div role="status">
                {move || {
                    let standing = standing.get();
                    view! { <Badge text=standing.label(language) tone=standing.tone() dot=true large=true/> }
                }}
            </div>
            <div class="console-head-end">
                <span class="meta">{move || today(day.get(), language)}</span>
                <SoundSwitch ringing/>
                {move || view! { <Brakes id standing=standing.get() action/> }}
            </div>
        </header>
        <StoreSwitch stores chosen=id here="/store"/>
    }
}

/// Busy and pause while it runs; one way back while it does not.
#[component]
fn Brakes(id: StoreId, standing: Standing, action: ServerAction<SetMode>) -> impl IntoView {
    let t = lang::say();
    match standing {
        Standing::Busy(_) => view! {
            <SwitchTo id mode=Mode::Normal action label=t("이제 괜찮아요", "Not busy any more")/>
            <PauseMenu id action/>
        }
        .into_any(),
        Standing::Paused(_) => {
            view! { <SwitchTo id mode=Mode::Normal action label=t("다시 주문 받기", "Take orders again")/> }.into_any()
        }
        Standing::Closed => ().into_any(),
        Standing::Open => view! {
            <SwitchTo id mode=Mode::Busy action label=t("바쁨 +15분", "Busy +15 min")/>
            <PauseMenu id action/>
        }
        .into_any(),
    }
}

/// One tap; busy lasts an hour.
#[component]
fn SwitchTo(id: StoreId, mode: Mode, action: ServerAction<SetMode>, label: &'static str) -> impl IntoView {
    let word = if mode == Mode::Busy { "busy" } else { "normal" };
    let busy = move || action.pending().get();
    view! {
        <ActionForm action>
            <input type="hidden" name="store" value=id.to_string()/>
            <input type="hidden" name="mode" value=word/>
            <input type="hidden" name="lasting" value="1h"/>
            <button class="chip" aria-busy=move || busy().to_string()>{label}</button>
        </ActionForm>
    }
}

#[component]
fn PauseMenu(id: StoreId, action: ServerAction<SetMode>) -> impl IntoView {
    let t = lang::say();
    let lengths = [("30m", t("30분", "30 minutes")), ("1h", t("1시간", "1 hour")), ("today", t("오늘 하루", "For today"))];
    view! {
        <button type="button" class="chip" popovertarget="pause">{t("잠시 멈춤", "Pause")}</button>
        <section class="sheet" popover="auto" id="pause" role="dialog" aria-labelledby="pause-title">
            <ActionForm action attr:class="sheet-form">
                <div class="sheet-body stack">
                    <h2 id="pause-title">{t("얼마나 쉴까요?", "Pause for how long?")}</h2>
                    <p class="meta">
                        {t(
                            "그동안 새 주문을 받지 않아요. 받은 주문은 그대로예요. 시간이 되면 저절로 다시 열려요.",
                            "No new orders come in meanwhile; those you have stay. It ends by itself.",
                        )}
                    </p>
                    <input type="hidden" name="store" value=id.to_string()/>
                    <input type="hidden" name="mode" value="paused"/>
                    {lengths.map(|(value, label)| view! {
                        <button class="button" data-wide=true name="lasting" value=value>{label}</button>
                    }).collect_view()}
                </div>
            </ActionForm>
        </section>
    }
}

fn today(day: StoreDay, lang: Lang) -> String {
    let sales = format::grouped(day.sales.unsigned_abs());
    match lang {
        Lang::Ko => format!("오늘 {}건 · {sales}원", day.orders),
        Lang::En => format!("Today {} · ₩{sales}", day.orders),
    }
}
