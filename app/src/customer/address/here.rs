//! Where the browser is.

use super::place::Place;
use crate::{
    components::{Glyph, Icon},
    lang,
};
use leptos::prelude::*;

/// Further than this from every known address, one is at an address of one's own.
#[cfg(feature = "hydrate")]
const NEAR_M: u32 = 400;

/// The button that asks the browser for its position and hands on the place. Only of use with scripts, so only shown with them.
#[component]
pub fn HereButton(found: Callback<Place>) -> impl IntoView {
    let t = lang::say();
    let failed = RwSignal::new(false);
    let ask = move |_| {
        failed.set(false);
        #[cfg(feature = "hydrate")]
        browser::locate(move |place| found.run(place), move || failed.set(true));
        #[cfg(not(feature = "hydrate"))]
        let _ = found;
    };
    view! {
        <div class="needs-scripts">
            <button type="button" class="button" data-kind="line" data-wide on:click=ask>
                <Icon name=Glyph::Navigation/>
                {t("지금 있는 곳으로", "Use my location")}
            </button>
            <p class="field-error" role="status">
                {move || {
                    failed
                        .get()
                        .then(|| t("위치를 알 수 없어요. 아래에서 골라 주세요.", "Your location is not known. Please choose below."))
                }}
            </p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{NEAR_M, Place};
    use crate::lang;
    use domain::Position;
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast, prelude::Closure};

    pub fn locate(found: impl Fn(Place) + 'static, failed: impl Fn() + Clone + 'static) {
        let here = lang::current().pick("지금 있는 곳", "Where I am");
        let refused = failed.clone();
        let located = Closure::once_into_js(move |at: web_sys::Position| {
            let at = at.coords();
            match place(at.latitude(), at.longitude(), here) {
                Some(place) => found(place),
                None => refused(),
            }
        });
        let unknown = failed.clone();
        let lost = Closure::once_into_js(move |_: web_sys::PositionError| unknown());
        let asked = window().navigator().geolocation().and_then(|geolocation| {
            geolocation.get_current_position_with_error_callback(located.unchecked_ref(), Some(lost.unchecked_ref()))
        });
        if asked.is_err() {
            failed();
        }
    }

    /// A known address if one is near, else the very spot.
    fn place(lat: f64, lng: f64, here: &str) -> Option<Place> {
        let position = Position::new(lat, lng).ok()?;
        match Place::nearest(position) {
            Some((place, metres)) if metres <= NEAR_M => Some(place),
            _ => Some(Place { line: here.to_owned().try_into().ok()?, position }),
        }
    }
}
