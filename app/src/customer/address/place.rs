use domain::{Address, Position, text::AddressLine};
use std::{fmt, str::FromStr};

/// A place that one can be at, as a form's choice carries it: `37.5667,126.9290,연희로 12길 8`.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub line: AddressLine,
    pub position: Position,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("choose one of the addresses")]
pub struct NotAPlace;

/// The addresses around the demo's stores. The first is everybody's until they choose; the last is so far away that some stores do not
/// deliver there.
pub const KNOWN: [&str; 9] = [
    "37.5667,126.9290,연희로 12길 8",
    "37.5684,126.9288,연희맛로 22",
    "37.5679,126.9326,연희로 18길 31",
    "37.5722,126.9309,홍연길 54",
    "37.5703,126.9251,증가로 15",
    "37.5648,126.9341,성산로 24안길 11",
    "37.5612,126.9247,동교로 41길 26",
    "37.5640,126.9219,성미산로 26길 40",
    "37.5850,126.9440,통일로 484",
];

impl Place {
    /// All known ones.
    pub fn known() -> impl Iterator<Item = Place> {
        KNOWN.iter().filter_map(|text| text.parse().ok())
    }

    /// The known one nearest to a position, and how far away it is in metres.
    pub fn nearest(position: Position) -> Option<(Place, u32)> {
        let by_distance = Place::known().map(|place| (place.position.metres_to(position), place));
        by_distance.min_by_key(|(metres, _)| *metres).map(|(metres, place)| (place, metres))
    }

    pub fn with_detail(self, detail: Option<AddressLine>) -> Address {
        Address { line: self.line, detail, position: self.position }
    }
}

impl From<&Address> for Place {
    fn from(address: &Address) -> Place {
        Place { line: address.line.clone(), position: address.position }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4},{:.4},{}", self.position.lat(), self.position.lng(), self.line)
    }
}

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Place, NotAPlace> {
        let mut parts = text.splitn(3, ',');
        let mut part = || parts.next().ok_or(NotAPlace);
        let degrees = |text: &str| text.trim().parse::<f64>().map_err(|_| NotAPlace);
        let (lat, lng, line) = (degrees(part()?)?, degrees(part()?)?, part()?.to_owned());
        Ok(Place { line: line.try_into().map_err(|_| NotAPlace)?, position: Position::new(lat, lng).map_err(|_| NotAPlace)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    #[test]
    fn every_known_place_is_one_and_survives_a_form() {
        assert_eq!(Place::known().count(), KNOWN.len());
        for (place, text) in Place::known().zip(KNOWN) {
            assert_eq!(place.to_string(), text);
        }
    }

    #[test]
    fn the_nearest_known_place_is_found() {
        let (place, metres) = Place::nearest(Position::new(37.5685, 126.9289).unwrap()).unwrap();
        assert_eq!(place.line.as_str(), "연희맛로 22");
        assert!(metres < 20);
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for text in ["", "37.5", "37.5,126.9", "37.5,126.9, ", "91,0,길 1", "NaN,0,길 1"] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }

    proptest! {
        /// A form's choice has four decimals, which is some ten metres.
        #[test]
        fn whatever_is_chosen_is_a_place_or_none(text in like(&[KNOWN[0], "-90, 180 ,남극", "1e1,-0.00001,적도, 바다"])) {
            let Ok(place) = text.parse::<Place>() else { return Ok(()) };
            let again: Place = place.to_string().parse().unwrap();
            prop_assert_eq!(&again.line, &place.line);
            prop_assert!(again.position.metres_to(place.position) < 12);
            prop_assert_eq!(again.to_string(), place.to_string());
            prop_assert!(Place::nearest(place.position).is_some());
        }
    }
}
