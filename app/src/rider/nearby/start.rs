//! Where the rider is: told by the phone when it may, else chosen from places that everybody here knows.

use super::api::{SetPosition, Start, set_position};
use crate::lang;
use domain::Position;
use leptos::{
    form::ActionForm,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, prelude::Closure},
};

/// Nearer than this the list stays the same, in metres.
const WORTH_TELLING_M: u32 = 40;

/// How the phone answers when asked where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Located {
    /// Not asked yet, or no answer yet.
    Unknown,
    ByPhone,
    /// It may not tell, or cannot.
    Refused,
}

/// Tells the server where the phone is while the rider is online; `place` is what was told last.
pub fn use_position(online: Signal<bool>, place: RwSignal<Option<Position>>) -> ReadSignal<Located> {
    let (located, set_located) = signal(Located::Unknown);
    let at = move |position: web_sys::Position| {
        let coords = position.coords();
        let Ok(here) = Position::new(coords.latitude(), coords.longitude()) else { return };
        set_located.try_set(Located::ByPhone);
        if place.try_get_untracked().flatten().is_some_and(|place| place.metres_to(here) < WORTH_TELLING_M) {
            return;
        }
        spawn_local(async move {
            if let Ok(told) = set_position(format!("{},{}", here.lat(), here.lng())).await {
                place.try_set(Some(told));
            }
        });
    };
    Effect::new(move |_| {
        if !online.get() {
            return;
        }
        let Ok(phone) = window().navigator().geolocation() else {
            set_located.set(Located::Refused);
            return;
        };
        let found = Closure::<dyn FnMut(web_sys::Position)>::new(at);
        let refused = Closure::<dyn FnMut(web_sys::PositionError)>::new(move |_| {
            set_located.try_set(Located::Refused);
        });
        let watch =
            phone.watch_position_with_error_callback(found.as_ref().unchecked_ref(), Some(refused.as_ref().unchecked_ref()));
        // The callbacks live as long as the watch.
        let held = StoredValue::new_local((phone, watch, found, refused));
        on_cleanup(move || {
            held.try_with_value(|(phone, watch, ..)| {
                if let Ok(watch) = watch {
                    phone.clear_watch(*watch);
                }
            });
        });
    });
    located
}

/// Which place distances are counted from, and a way to change it. Without scripts this is the only way.
#[component]
pub fn StartChooser(
    starts: Vec<Start>,
    known: bool,
    located: ReadSignal<Located>,
    action: ServerAction<SetPosition>,
) -> impl IntoView {
    let t = lang::say();
    let basis = move || match (located.get(), known) {
        (Located::ByPhone, _) => t("지금 있는 곳에서 잰 거리예요", "Distances are from where you are"),
        (_, true) => t("마지막 위치에서 잰 거리예요", "Distances are from where you were last"),
        (Located::Refused, false) => {
            t("위치를 알 수 없어요. 출발할 곳을 골라 주세요.", "We cannot see where you are. Choose a place to start from.")
        }
        (Located::Unknown, false) => {
            t("위치를 알려 주시면 가까운 순서로 보여 드려요", "Tell us where you are and the nearest come first")
        }
    };
    let options = starts.into_iter().map(|start| {
        view! { <option value=format!("{},{}", start.position.lat(), start.position.lng())>{start.name}</option> }
    });
    view! {
        <details class="start-chooser" open=!known>
            <summary class="meta">{basis} " · " <u>{t("바꾸기", "Change")}</u></summary>
            <ActionForm action>
                <label class="said" for="start">{t("출발할 곳", "Where you start")}</label>
                <select class="input" id="start" name="at">{options.collect_view()}</select>
                <button class="button">{t("여기서 출발", "Start here")}</button>
            </ActionForm>
        </details>
    }
}
