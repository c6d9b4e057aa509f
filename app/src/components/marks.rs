//! Small marks: badges and ratings.

use super::format;
use leptos::prelude::*;

/// The colour of a badge, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Plain,
    /// What happens next, what is asked.
    Brand,
    /// Done, open, fresh.
    Celadon,
    /// A highlight.
    Brass,
    /// Late, lost, refused.
    Danger,
}

impl Tone {
    /// For `data-tone`.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Tone::Plain => None,
            Tone::Brand => Some("brand"),
            Tone::Celadon => Some("celadon"),
            Tone::Brass => Some("brass"),
            Tone::Danger => Some("danger"),
        }
    }
}

/// A short fact.
#[component]
pub fn Badge(
    #[prop(into)] text: String,
    #[prop(optional)] tone: Tone,
    /// A state that goes on: open, on the way.
    #[prop(optional)]
    dot: bool,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let size = large.then_some("l");
    view! { <span class="badge" data-tone=tone.name() data-dot=dot data-size=size>{text}</span> }
}

/// A brass star and `4.8 (312)`; nothing before the first review.
#[component]
pub fn Rating(stars: Option<f32>, #[prop(optional, into)] reviews: Option<u32>) -> impl IntoView {
    stars.map(|stars| {
        let count = reviews.map(|count| format!(" ({})", format::grouped(count.into())));
        view! { <Star/>{format::rating(stars)}{count} }
    })
}

/// The star alone.
#[component]
pub fn Star() -> impl IntoView {
    view! {
        <svg class="star" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 1.6l3.2 6.5 7.2 1-5.2 5.1 1.2 7.2L12 18l-6.4 3.4 1.2-7.2-5.2-5.1 7.2-1z"></path>
        </svg>
    }
}
