//! A rider's pages.

pub mod current;
pub mod earnings;
mod frame;
pub mod nearby;
mod outbox;

use crate::clock;
use domain::Timestamp;
use leptos::prelude::*;
use leptos_meta::Html;
use leptos_router::components::Outlet;

/// What stands around each of these pages: the night, and the taps that wait for a connection.
#[component]
pub fn RiderArea() -> impl IntoView {
    outbox::provide();
    let theme = is_night(clock::now()).then_some("dark");
    view! {
        <Html attr:data-theme=theme/>
        <Outlet/>
    }
}

/// From six in the evening to six in the morning, in Seoul, whatever the season: riders plan by the clock.
fn is_night(now: Timestamp) -> bool {
    let (_, minute) = now.in_seoul();
    !(6 * 60..18 * 60).contains(&minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn night_is_from_six_to_six_in_seoul() {
        let at = |clock: &str| is_night(format!("2026-11-20T{clock}:00+09:00").parse().unwrap());
        assert!(at("18:00") && at("00:00") && at("05:59"));
        assert!(!at("06:00") && !at("17:59"));
    }
}
