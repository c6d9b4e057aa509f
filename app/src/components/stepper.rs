//! How many, from 1 to 99.

use super::icon::{Glyph, Icon};
use crate::lang;
use leptos::prelude::*;

/// The number of a form, with a button on each side. Without scripts the buttons are hidden and the number is typed.
#[component]
pub fn Stepper(
    #[prop(default = "quantity")] name: &'static str,
    value: RwSignal<u32>,
    #[prop(default = 1)] min: u32,
    #[prop(default = 99)] max: u32,
    /// Beside a primary button.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let t = lang::say();
    let size = large.then_some("l");
    let typed = move |event| {
        if let Ok(count) = event_target_value(&event).parse::<u32>() {
            value.set(count.clamp(min, max));
        }
    };
    // Outside the view, whose parser would take the `>` for a tag's end.
    let at_least = move || value.get() <= min;
    let at_most = move || value.get() >= max;
    view! {
        <span class="stepper" data-size=size role="group" aria-label=t("수량", "Quantity")>
            <button
                type="button"
                aria-label=t("하나 빼기", "One less")
                disabled=at_least
                on:click=move |_| value.update(|count| *count = count.saturating_sub(1).max(min))
            >
                <Icon name=Glyph::Minus/>
            </button>
            <input
                type="number"
                name=name
                min=min
                max=max
                aria-label=t("수량", "Quantity")
                value=value.get_untracked()
                prop:value=move || value.get().to_string()
                on:change=typed
            />
            <button
                type="button"
                aria-label=t("하나 더하기", "One more")
                disabled=at_most
                on:click=move |_| value.update(|count| *count = (*count + 1).min(max))
            >
                <Icon name=Glyph::Plus/>
            </button>
        </span>
    }
}
