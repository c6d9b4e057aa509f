use crate::text::{AddressLine, blank_is_none};
use serde::{Deserialize, Serialize};

/// A place on Earth in degrees (WGS 84): latitude −90 to 90, longitude −180 to 180, to seven decimals.
///
/// That is a centimetre. More digits would not come back from JSON as they were (serde_json reads long fractions one unit in the last
/// place off), and an order read from its stored state would differ from the fold of its events.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "LatLng", into = "LatLng")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Position {
    lat: f64,
    lng: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a latitude lies between -90 and 90, a longitude between -180 and 180")]
pub struct NotAPosition;

#[derive(Serialize, Deserialize)]
struct LatLng {
    lat: f64,
    lng: f64,
}

impl Position {
    pub fn new(lat: f64, lng: f64) -> Result<Position, NotAPosition> {
        let valid = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lng);
        let kept = |degrees: f64| (degrees * 1e7).round() / 1e7;
        valid.then_some(Position { lat: kept(lat), lng: kept(lng) }).ok_or(NotAPosition)
    }

    pub fn lat(self) -> f64 {
        self.lat
    }

    pub fn lng(self) -> f64 {
        self.lng
    }

    /// Metres along the great circle (haversine, mean Earth radius 6,371,009 m), rounded.
    pub fn metres_to(self, other: Position) -> u32 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let half_chord = ((lat2 - lat1) / 2.0).sin().powi(2)
            + lat1.cos() * lat2.cos() * ((other.lng - self.lng).to_radians() / 2.0).sin().powi(2);
        (2.0 * 6_371_009.0 * half_chord.sqrt().min(1.0).asin()).round() as u32
    }
}

impl TryFrom<LatLng> for Position {
    type Error = NotAPosition;

    fn try_from(LatLng { lat, lng }: LatLng) -> Result<Position, NotAPosition> {
        Position::new(lat, lng)
    }
}

impl From<Position> for LatLng {
    fn from(Position { lat, lng }: Position) -> LatLng {
        LatLng { lat, lng }
    }
}

/// Where food goes, or where a store stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    /// Street and number: `연희로 12길 8`.
    pub line: AddressLine,
    /// Floor, flat, door: `302호`.
    #[serde(default, deserialize_with = "blank_is_none", skip_serializing_if = "Option::is_none")]
    pub detail: Option<AddressLine>,
    #[serde(flatten)]
    pub position: Position,
}

impl Address {
    /// The street without the house number, which may stand before it as in English, and without whatever follows: what a rider may see
    /// before the delivery is theirs.
    pub fn area(&self) -> String {
        self.line.as_str().split(',').map(street).find(|street| !street.is_empty()).unwrap_or_default()
    }
}

fn street(part: &str) -> String {
    let words = part.split_whitespace().skip_while(|word| is_house_number(word)).take_while(|word| !is_house_number(word));
    words.collect::<Vec<_>>().join(" ")
}

/// `8`, `8-1`, `302호`; not `12길` or `2가`, which are streets and quarters.
fn is_house_number(word: &str) -> bool {
    let word = word.trim_start_matches('(').trim_end_matches(')');
    word.starts_with(|c: char| c.is_ascii_digit()) && !word.ends_with(['길', '로', '가', '동'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn distance_is_measured_in_metres() {
        let seoul_station = Position::new(37.5547, 126.9707).unwrap();
        let city_hall = Position::new(37.5663, 126.9779).unwrap();
        assert!((1_400..1_460).contains(&seoul_station.metres_to(city_hall)));
        assert_eq!(seoul_station.metres_to(seoul_station), 0);
    }

    #[test]
    fn a_position_outside_the_earth_does_not_exist() {
        for (lat, lng) in [(91.0, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Position::new(lat, lng), Err(NotAPosition));
        }
    }

    #[test]
    fn riders_see_the_street_and_nothing_of_the_door() {
        for (line, area) in [
            ("연희로 12길 8", "연희로 12길"),
            ("연희로 12길 8-1, 302호", "연희로 12길"),
            ("연희로 12길 8 (연희동)", "연희로 12길"),
            ("테헤란로 152 강남파이낸스센터", "테헤란로"),
            ("을지로 2가 31", "을지로 2가"),
            ("12 Main Street", "Main Street"),
            ("12 Main Street, Apt 4", "Main Street"),
            ("12, Main Street", "Main Street"),
            ("연희로,8", "연희로"),
            ("연세대학교", "연세대학교"),
        ] {
            let position = Position::new(37.5, 127.0).unwrap();
            let address = Address { line: line.to_owned().try_into().unwrap(), detail: None, position };
            assert_eq!(address.area(), area, "{line}");
        }
    }

    proptest! {
        #[test]
        fn every_position_reads_back_as_it_was_written(lat in -90.0..=90.0, lng in -180.0..=180.0) {
            let position = Position::new(lat, lng).unwrap();
            let written = serde_json::to_string(&position).unwrap();
            prop_assert_eq!(serde_json::from_str::<Position>(&written).unwrap(), position);
            prop_assert!((position.lat() - lat).abs() < 1e-7 && (position.lng() - lng).abs() < 1e-7);
        }
    }

    #[test]
    fn an_area_hides_the_house_number() {
        let address = |line: &str| Address {
            line: line.to_owned().try_into().unwrap(),
            detail: None,
            position: Position::new(37.5, 127.0).unwrap(),
        };
        assert_eq!(address("연희로 12길 8").area(), "연희로 12길");
        assert_eq!(address("연희로 12길").area(), "연희로 12길");
    }
}
