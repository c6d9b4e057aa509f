//! The fields of a store, when it opens and when it changes.

use super::{menu::IllustrationPicker, typed::TypedStore};
use crate::{
    components::{Field, FieldError, Glyph, Icon, Pin, PlacesMap},
    failure::Failure,
    lang,
};
use domain::{Position, Refusal};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, prelude::Closure},
};

/// What is wrong with a field of the form, as a sentence.
#[derive(Clone, Copy)]
pub struct Problems(pub Signal<Option<Failure>>);

impl Problems {
    pub fn at(self, field: &'static str) -> Signal<Option<String>> {
        let t = lang::say();
        Signal::derive(move || {
            let pointer = self.0.with(|failure| failure.as_ref().and_then(|failure| pointer_at(failure, field)))?;
            let sentence = match field {
                "name" => t("가게 이름을 60자까지 적어 주세요.", "Write the store's name, up to 60 characters."),
                "line" => t("도로명과 번호를 적어 주세요. 예: 연희로 12길 8", "Write the street and number."),
                "position" => t("지도의 위치를 다시 확인해 주세요.", "Check the place on the map."),
                "radius_km" => t("0.1에서 50 사이의 숫자를 적어 주세요.", "A number from 0.1 to 50."),
                "hours" if pointer.starts_with("/hours/") => t(
                    "시간이 겹쳐요. 같은 날의 다른 시간, 전날 밤의 시간과 겹치지 않게 고쳐 주세요.",
                    "Some hours overlap. Keep them clear of the day’s other hours and of the night before.",
                ),
                "hours" => {
                    t("여는 시간을 적거나 ‘항상 열려 있어요’를 켜 주세요.", "Write when it opens, or switch on ‘Always open’.")
                }
                _ => t("숫자로 적어 주세요.", "Write a number."),
            };
            Some(sentence.to_owned())
        })
    }

    /// What belongs to no field.
    pub fn general(self) -> Signal<Option<Failure>> {
        let failure = self.0;
        Signal::derive(move || failure.get().filter(|failure| !matches!(failure, Failure::Refused(Refusal::Invalid(_)))))
    }
}

/// Where the first thing is wrong with this field of the form: what is typed is refused by the form's names, what it means by the trade's.
fn pointer_at(failure: &Failure, field: &str) -> Option<String> {
    let Failure::Refused(Refusal::Invalid(problems)) = failure else { return None };
    let mut pointers = problems.iter().map(|problem| problem.pointer.as_str());
    let is_here = |pointer: &&str| match pointer.split('/').nth(1) {
        Some("radius_m") => field == "radius_km",
        named => named == Some(field),
    };
    pointers.find(is_here).map(ToOwned::to_owned)
}

/// Name, words, place, distances and money.
#[component]
pub fn StoreFields(typed: TypedStore, problems: Problems) -> impl IntoView {
    let t = lang::say();
    let TypedStore { name, about, line, detail, lat, lng, radius_km, min_order, delivery_fee, illustration, .. } = typed;
    let illustration = RwSignal::new(illustration);
    view! {
        <Field
            name="store[name]"
            label=t("가게 이름", "The store's name")
            value=name
            required=true
            maxlength=60
            error=problems.at("name")
        />
        <div class="field">
            <label for="store-about">{t("한마디 소개", "About it, in a sentence")}</label>
            <textarea class="input" id="store-about" name="store[about]" maxlength="500">{about}</textarea>
        </div>
        <Place line detail lat lng problems/>
        <div class="field-row">
            <Field
                name="store[min_order]"
                label=t("최소 주문(원)", "Minimum order in won")
                value=min_order
                inputmode="numeric"
                error=problems.at("min_order")
            />
            <Field
                name="store[delivery_fee]"
                label=t("배달비(원)", "Delivery fee in won")
                value=delivery_fee
                inputmode="numeric"
                error=problems.at("delivery_fee")
            />
            <Field
                name="store[radius_km]"
                label=t("배달 거리(km)", "How far, in km")
                value=radius_km
                inputmode="decimal"
                error=problems.at("radius_km")
            />
        </div>
        <IllustrationPicker name="store[illustration]" chosen=illustration/>
    }
}

/// The address and where on the map it is.
#[component]
fn Place(line: String, detail: String, lat: String, lng: String, problems: Problems) -> impl IntoView {
    let t = lang::say();
    let (lat, lng) = (RwSignal::new(lat), RwSignal::new(lng));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_stands_at_its_field_whoever_names_it() {
        let at = |pointer: &str, field: &str| pointer_at(&Refusal::invalid(pointer, "").into(), field);
        assert_eq!(at("/hours", "hours").as_deref(), Some("/hours"));
        assert_eq!(at("/hours/1", "hours").as_deref(), Some("/hours/1"));
        assert_eq!(at("/radius_m", "radius_km").as_deref(), Some("/radius_m"));
        assert_eq!(at("/min_order", "hours"), None);
        assert_eq!(pointer_at(&Failure::Unreachable, "hours"), None);
    }
}
