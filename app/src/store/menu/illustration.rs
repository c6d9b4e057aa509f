use crate::{components::food_src, lang};
use leptos::prelude::*;

/// Every illustration there is, foods first; the file is what the pictures were drawn from.
const INDEX: &str = include_str!("../../../../style/assets/food/index.json");

/// Where the foods end and things, such as a scooter, begin.
const FIRST_THING: &str = "chopsticks";

/// A picture for the plate while there is no photo. Folded away: it is chosen once.
#[component]
pub fn IllustrationPicker(name: &'static str, chosen: RwSignal<String>) -> impl IntoView {
    let t = lang::say();
    let first = chosen.get_untracked();
    let pictures = foods().into_iter().map(move |slug| {
        let (src, value, checked) = (food_src(&slug), slug.clone(), slug == first);
        view! {
            <label class="picture">
                <input type="radio" name=name value=value.clone() aria-label=value checked=checked on:change=move |_| chosen.set(slug.clone())/>
                <img src=src alt="" width="44" height="44" loading="lazy"/>
            </label>
        }
    });
    view! {
        <details class="pictures">
            <summary class="button" data-kind="line">{t("그림 고르기", "Choose a picture")}</summary>
            <fieldset class="picture-grid">
                <legend class="said">{t("그림", "Picture")}</legend>
                {pictures.collect_view()}
            </fieldset>
        </details>
    }
}

fn foods() -> Vec<String> {
    let all: Vec<String> = serde_json::from_str(INDEX).unwrap_or_default();
    all.into_iter().take_while(|slug| slug != FIRST_THING).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_food_is_offered() {
        let foods = foods();
        assert!(foods.len() > 50);
        assert!(foods.contains(&"noodles".to_owned()) && !foods.contains(&"scooter".to_owned()));
    }
}
