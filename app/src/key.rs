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

/// A random id (version 4).
#[cfg(feature = "ssr")]
pub fn fresh() -> Uuid {
    Uuid::new_v4()
}

/// A random id (version 4). `crypto.randomUUID` is for secure contexts only, random bytes are for all.
#[cfg(not(feature = "ssr"))]
pub fn fresh() -> Uuid {
    let mut bytes = [0; 16];
    let filled = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        bytes = (web_sys::js_sys::Math::random().to_bits() as u128 | (web_sys::js_sys::Date::now().to_bits() as u128) << 64)
            .to_ne_bytes();
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
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
