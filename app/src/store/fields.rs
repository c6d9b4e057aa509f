//! The fields of a store, when it opens and when it changes.

use super::menu::IllustrationPicker;
use crate::{
    components::{Field, FieldError, Glyph, Icon, Pin, PlacesMap},
    failure::Failure,
    lang,
};
use domain::{Position, Refusal, views::StoreView};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, prelude::Closure},
};

/// The middle of the neighbourhood, until somebody says where the store stands; degrees.
const MIDDLE: (f64, f64) = (37.5667, 126.9290);

/// What is wrong with a field of the form, as a sentence.
#[derive(Clone, Copy)]
pub struct Problems(pub Signal<Option<Failure>>);

impl Problems {
    pub fn at(self, field: &'static str) -> Signal<Option<String>> {
        let t = lang::say();
        Signal::derive(move || {
            let pointer = format!("/{field}");
            let wrong = self.0.with(|failure| match failure {
                Some(Failure::Refused(Refusal::Invalid(problems))) => problems.iter().any(|problem| problem.pointer == pointer),
                _ => false,
            });
            let sentence = match field {
                "name" => t("가게 이름을 60자까지 적어 주세요.", "Write the store's name, up to 60 characters."),
                "line" => t("도로명과 번호를 적어 주세요. 예: 연희로 12길 8", "Write the street and number."),
                "position" => t("지도의 위치를 다시 확인해 주세요.", "Check the place on the map."),
                "radius_km" => t("0에서 100 사이의 숫자를 적어 주세요.", "A number from 0 to 100."),
                "hours" => {
                    t("여는 시간을 적거나 ‘항상 열려 있어요’를 켜 주세요.", "Write when it opens, or switch on ‘Always open’.")
                }
                _ => t("숫자로 적어 주세요.", "Write a number."),
            };
            wrong.then(|| sentence.to_owned())
        })
    }

    /// What belongs to no field.
    pub fn general(self) -> Signal<Option<Failure>> {
        let failure = self.0;
        Signal::derive(move || failure.get().filter(|failure| !matches!(failure, Failure::Refused(Refusal::Invalid(_)))))
    }
}

/// Name, words, place, distances and money. `store` is None for a new one.
#[component]
pub fn StoreFields(store: Option<StoreView>, problems: Problems) -> impl IntoView {
    let t = lang::say();
    let of = |text: Option<String>, otherwise: &str| text.unwrap_or_else(|| otherwise.to_owned());
    let held = store.as_ref();
    let about = of(held.and_then(|store| store.about.as_ref()).map(ToString::to_string), "");
    let illustration = RwSignal::new(of(held.and_then(|store| store.illustration.as_ref()).map(ToString::to_string), "shop"));
    view! {
        <Field
            name="store[name]"
            label=t("가게 이름", "The store's name")
            value=of(held.map(|store| store.name.to_string()), "")
            required=true
            maxlength=60
            error=problems.at("name")
        />
        <div class="field">
            <label for="store-about">{t("한마디 소개", "About it, in a sentence")}</label>
            <textarea class="input" id="store-about" name="store[about]" maxlength="500">{about}</textarea>
        </div>
        <Place store=store.clone() problems/>
        <div class="field-row">
            <Field
                name="store[min_order]"
                label=t("최소 주문(원)", "Minimum order in won")
                value=of(held.map(|store| store.min_order.amount().to_string()), "10000")
                inputmode="numeric"
                error=problems.at("min_order")
            />
            <Field
                name="store[delivery_fee]"
                label=t("배달비(원)", "Delivery fee in won")
                value=of(held.map(|store| store.delivery_fee.amount().to_string()), "2000")
                inputmode="numeric"
                error=problems.at("delivery_fee")
            />
            <Field
                name="store[radius_km]"
                label=t("배달 거리(km)", "How far, in km")
                value=of(held.map(|store| kilometres(store.radius_m)), "3")
                inputmode="decimal"
                error=problems.at("radius_km")
            />
        </div>
        <IllustrationPicker name="store[illustration]" chosen=illustration/>
    }
}

/// The address and where on the map it is.
#[component]
fn Place(store: Option<StoreView>, problems: Problems) -> impl IntoView {
    let t = lang::say();
    let address = store.as_ref().map(|store| &store.address);
    let line = address.map(|address| address.line.to_string()).unwrap_or_default();
    let detail = address.and_then(|address| address.detail.as_ref()).map(ToString::to_string).unwrap_or_default();
    let (lat, lng) = address.map_or(MIDDLE, |address| (address.position.lat(), address.position.lng()));
    let (lat, lng) = (RwSignal::new(lat.to_string()), RwSignal::new(lng.to_string()));
    let map = move || {
        let position = Position::new(lat.get().trim().parse().ok()?, lng.get().trim().parse().ok()?).ok()?;
        let pins = vec![Pin::new(position, "shop", t("가게", "The store"))];
        Some(view! { <div class="map-frame place-map"><PlacesMap label=t("가게 위치", "Where the store is") pins/></div> })
    };
    let degrees = move |name: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <label class="field">
                <span class="field-label">{label}</span>
                <input
                    class="input"
                    name=name
                    inputmode="decimal"
                    value=value.get_untracked()
                    prop:value=move || value.get()
                    on:change:target=move |event| value.set(event.target().value())
                />
            </label>
        }
    };
    view! {
        <Field
            name="store[line]"
            label=t("주소", "Address")
            value=line
            placeholder=t("예: 연희로 12길 8", "Such as 연희로 12길 8")
            autocomplete="street-address"
            required=true
            maxlength=120
            error=problems.at("line")
        />
        <Field name="store[detail]" label=t("층, 호수 (없어도 돼요)", "Floor or door, if any") value=detail maxlength=120/>
        {map}
        <button type="button" class="button needs-scripts" data-kind="line" on:click=move |_| locate(lat, lng)>
            <Icon name=Glyph::MapPin/>
            {t("지금 있는 곳으로", "Where I am now")}
        </button>
        <details>
            <summary class="meta">{t("좌표로 적기", "As coordinates")}</summary>
            <div class="field-row">
                {degrees("store[lat]", t("위도", "Latitude"), lat)}
                {degrees("store[lng]", t("경도", "Longitude"), lng)}
            </div>
        </details>
        <FieldError name="store-position" error=problems.at("position")/>
    }
}

/// A phone that may not tell leaves the place as it was.
fn locate(lat: RwSignal<String>, lng: RwSignal<String>) {
    let Ok(phone) = window().navigator().geolocation() else { return };
    let found = Closure::once_into_js(move |position: web_sys::Position| {
        lat.try_set(format!("{:.5}", position.coords().latitude()));
        lng.try_set(format!("{:.5}", position.coords().longitude()));
    });
    // An error here is the same as a phone that may not tell.
    let _ = phone.get_current_position(found.unchecked_ref());
}

/// `2500` metres as `2.5`.
fn kilometres(metres: u32) -> String {
    let (whole, rest) = (metres / 1_000, metres % 1_000);
    let text = format!("{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_read_as_kilometres() {
        assert_eq!([kilometres(3_000), kilometres(2_500), kilometres(850)], ["3", "2.5", "0.85"]);
    }
}
