//! A table set with food, beside the forms of signing in and up.

use super::plate::Plate;
use leptos::prelude::*;

#[component]
pub fn AuthArt() -> impl IntoView {
    const DISHES: [&str; 9] = ["noodles", "rice", "chicken", "dumpling", "coffee", "stew", "croissant", "sushi", "strawberry"];
    view! {
        <aside class="auth-art" aria-hidden="true">
            {DISHES.map(|dish| view! { <Plate art=dish/> }).collect_view()}
        </aside>
    }
}
