//! Time that runs out, as a ring and figures.

use super::format;
use leptos::prelude::*;

/// The figures when less than this is left are urgent, in seconds.
const SOON: i64 = 60;

/// A ring that shrinks with the seconds left of `total`. The page ticks; this only draws.
#[component]
pub fn Countdown(#[prop(into)] seconds_left: Signal<i64>, total: i64) -> impl IntoView {
    // Hundredths of the ring; as an attribute, because the content security policy forbids inline styles.
    let hundredths = move || seconds_left.get().clamp(0, total) * 100 / total.max(1);
    let soon = move || seconds_left.get() < SOON;
    view! {
        <span class="countdown" data-soon=soon>
            <svg class="ring" viewBox="0 0 36 36" aria-hidden="true">
                <circle cx="18" cy="18" r="15"></circle>
                <circle
                    class="ring-left"
                    cx="18"
                    cy="18"
                    r="15"
                    pathLength="100"
                    stroke-dasharray=move || format!("{} 100", hundredths())
                ></circle>
            </svg>
            <time role="timer">{move || format::stopwatch(seconds_left.get())}</time>
        </span>
    }
}
