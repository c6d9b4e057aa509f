//! The neighbourhood as a drawing: streets that are always the same at the same place, pins, and a dotted way.
//! No map service is asked; what it shows is where things stand to each other.

mod streets;

use super::plate::food_src;
use domain::Position;
use leptos::prelude::*;
use streets::{Point, Streets};

/// Something on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    pub position: Position,
    /// An illustration's slug.
    pub art: String,
    pub label: String,
    /// Where a tap leads.
    pub href: Option<String>,
}

impl Pin {
    pub fn new(position: Position, art: impl Into<String>, label: impl Into<String>) -> Pin {
        Pin { position, art: art.into(), label: label.into(), href: None }
    }

    pub fn to(self, href: String) -> Pin {
        Pin { href: Some(href), ..self }
    }
}

/// Several places: stores around an address. The first pin is where one is.
#[component]
pub fn PlacesMap(
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    pins: Vec<Pin>,
) -> impl IntoView {
    let streets = Streets::around(pins.iter().map(|pin| pin.position));
    let marks = pins.into_iter().map(|pin| {
        let at = streets.place(pin.position);
        match pin.href.clone() {
            Some(href) => view! { <a class="map-pin" href=href aria-label=pin.label.clone()>{mark(at, &pin)}</a> }.into_any(),
            None => figure(at, &pin.art, 44),
        }
    });
    let marks = marks.collect_view();
    view! { <svg class="map" viewBox=streets::VIEW role="group" aria-label=label>{streets_view(&streets)}{marks}</svg> }
}

/// The way from one place to another, along the streets.
#[component]
pub fn RouteMap(
    #[prop(into)] label: String,
    from: Pin,
    to: Pin,
    /// How far the rider has come, 0 to 100 hundredths of the way; none while nobody rides.
    #[prop(into)]
    rider: Signal<Option<u8>>,
) -> impl IntoView {
    let (streets, route) = Streets::along(from.position, to.position);
    let (start, end) = (route.start(), route.end());
    let line = route.path();
    let riding = move || rider.get().map(|hundredths| figure(route.at(hundredths), "scooter", 52));
    view! {
        <svg class="map" viewBox=streets::VIEW role="img" aria-label=label>
            {streets_view(&streets)}
            <path class="map-route" d=line></path>
            {figure(start, &from.art, 48)}
            {figure(end, &to.art, 48)}
            {riding}
        </svg>
    }
}

fn streets_view(streets: &Streets) -> impl IntoView + use<> {
    view! { <path class="map-street" d=streets.path()></path> }
}

/// A thing that stands at a point, its foot a little below it.
fn figure(at: Point, art: &str, size: i32) -> AnyView {
    view! { <image href=food_src(art) x=at.x - size / 2 y=at.y - size * 2 / 3 width=size height=size></image> }.into_any()
}

/// A thing on a round pin that can be tapped.
fn mark(at: Point, pin: &Pin) -> impl IntoView + use<> {
    let title = pin.label.clone();
    view! {
        <title>{title}</title>
        <circle cx=at.x cy=at.y r="20"></circle>
        <image href=food_src(&pin.art) x=at.x - 13 y=at.y - 13 width="26" height="26"></image>
    }
}
