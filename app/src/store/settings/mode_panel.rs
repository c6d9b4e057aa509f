use super::super::mode::{SetMode, Standing};
use crate::{
    clock::use_clock,
    components::{Badge, FailureNotice},
    lang,
};
use domain::{Timestamp, views::StoreView};
use leptos::{form::ActionForm, prelude::*};

const TURNS: [(&str, &str, &str, &str); 5] = [
    ("normal", "1h", "보통", "Normal"),
    ("busy", "1h", "1시간 동안 바쁨 (+15분)", "Busy for an hour (+15 min)"),
    ("paused", "30m", "30분 멈춤", "Pause for 30 minutes"),
    ("paused", "1h", "1시간 멈춤", "Pause for an hour"),
    ("paused", "today", "오늘 멈춤", "Pause for today"),
];

/// How the kitchen is doing, and one tap to change it.
#[component]
pub fn ModePanel(store: StoreView, now: Timestamp) -> impl IntoView {
    let t = lang::say();
    let language = lang::current();
    let id = store.id;
    let now = use_clock(now);
    let action = ServerAction::<SetMode>::new();
    let held = Signal::derive(move || match action.value().get() {
        Some(Ok(changed)) => changed,
        _ => store.clone(),
    });
    let standing = Memo::new(move |_| Standing::of(&held.get(), now.get()));
    let turns = TURNS.map(|(mode, lasting, ko, en)| {
        view! {
            <ActionForm action>
                <input type="hidden" name="store" value=id.to_string()/>
                <input type="hidden" name="mode" value=mode/>
                <input type="hidden" name="lasting" value=lasting/>
                <button class="chip">{t(ko, en)}</button>
            </ActionForm>
        }
    });
    view! {
        <section class="panel stack" aria-labelledby="mode-title">
            <div class="section-head">
                <h2 id="mode-title">{t("지금 상태", "Right now")}</h2>
                <span role="status">
                    {move || {
                        let standing = standing.get();
                        view! { <Badge text=standing.label(language) tone=standing.tone() dot=true large=true/> }
                    }}
                </span>
            </div>
            <div class="chips" data-wrap=true>{turns.collect_view()}</div>
            <FailureNotice failure=Signal::derive(move || action.value().get().and_then(Result::err))/>
        </section>
    }
}
