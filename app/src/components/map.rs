//! The neighbourhood as a drawing: streets that are always the same at the same place, pins, and a dotted way.
//! No map service is asked; what it shows is where things stand to each other.

mod spread;
mod streets;

use super::plate::food_src;
use domain::Position;
use leptos::prelude::*;
use spread::spread;
use streets::{Point, Streets, View};

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

/// How far two pins are apart at least, in units of the drawing.
const GAP: i32 = 40;

/// Several places: stores around an address. The first pin is where one is. Places far from the others are left out: the list has them.
#[component]
pub fn PlacesMap(
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    pins: Vec<Pin>,
) -> impl IntoView {
    // One or two stand in a picture, several beside their list.
    let view = if pins.len() > 2 { View::Tall } else { View::Square };
    let streets = Streets::around(nearest(&pins), view);
    let mut points: Vec<Point> = pins.iter().map(|pin| streets.place(pin.position)).collect();
    spread(&mut points, GAP);
    let marks = pins.into_iter().zip(points).filter(|(_, at)| view.shows(*at)).map(|(pin, at)| match pin.href.clone() {
        Some(href) => view! { <a class="map-pin" href=href aria-label=pin.label.clone()>{mark(at, &pin)}</a> }.into_any(),
        None => figure(at, &pin.art, 44),
    });
    let marks = marks.collect_view();
    view! { <svg class="map" viewBox=view.view_box() role="group" aria-label=label>{streets_view(&streets)}{marks}</svg> }
}

/// Four fifths of the places, those nearest to the first: a store across the river must not shrink all the others.
fn nearest(pins: &[Pin]) -> impl Iterator<Item = Position> {
    let mut places: Vec<Position> = pins.iter().map(|pin| pin.position).collect();
    if let Some(home) = places.first().copied() {
        places.sort_by_key(|place| place.metres_to(home));
    }
    let kept = places.len().div_ceil(5) * 4;
    places.into_iter().take(kept.max(2))
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
        <svg class="map" viewBox=View::Square.view_box() role="img" aria-label=label>
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
        <circle cx=at.x cy=at.y r="18"></circle>
        <image href=food_src(&pin.art) x=at.x - 12 y=at.y - 12 width="24" height="24"></image>
    }
}
