//! Ids that a page makes up, so that the same tap arriving twice does nothing twice.

use leptos::prelude::*;
use uuid::Uuid;

/// The hidden field `key` of a form that sends a command: a new id each time the form is rendered.
///
/// Hydration keeps the server's, for it is in the page already when the first tap comes.
#[component]
pub fn CommandKey() -> impl IntoView {
    view! { <input type="hidden" name="key" value=fresh().to_string() autocomplete="off"/> }
}

/// A key that came with a form: a random id, or one of time and chance, and never one that names something else.
#[cfg(feature = "ssr")]
pub fn of_chance(key: Uuid) -> Result<Uuid, crate::failure::Failure> {
    match key.get_version_num() {
        4 | 7 => Ok(key),
        _ => Err(domain::Refusal::invalid("/key", "must be a UUID of version 4 or 7").into()),
    }
}

/// An id of time and chance (version 7): orders of the same time stand together in every index, so writing many touches few of its pages.
#[cfg(feature = "ssr")]
pub fn fresh() -> Uuid {
    Uuid::now_v7()
}

/// An id of time and chance (version 7). `crypto.randomUUID` is for secure contexts only and knows no time; random bytes are for all.
#[cfg(not(feature = "ssr"))]
pub fn fresh() -> Uuid {
    let mut chance = [0; 10];
    let filled = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut chance));
    if filled.is_err() {
        chance[2..].copy_from_slice(&web_sys::js_sys::Math::random().to_bits().to_ne_bytes());
    }
    uuid::Builder::from_unix_timestamp_millis(web_sys::js_sys::Date::now() as u64, &chance).into_uuid()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn only_ids_of_chance_are_keys(id in any::<u128>()) {
            let id = Uuid::from_u128(id);
            prop_assert_eq!(of_chance(id).is_ok(), matches!(id.get_version_num(), 4 | 7));
        }
    }
}
