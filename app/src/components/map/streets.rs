//! Where the streets run, and the way along them.
//!
//! A grid whose crossings are pushed about by a hash of their number, so that a place looks the same on every page and every day.
//! The grid's step grows with what has to be seen, so a drawing always has about the same number of streets.

use domain::Position;

/// What is surely in sight. The streets run on outside it, for frames that are wider or taller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Square,
    /// Beside a list.
    Tall,
}

impl View {
    pub const fn view_box(self) -> &'static str {
        match self {
            View::Square => "0 0 400 400",
            View::Tall => "0 0 400 640",
        }
    }

    /// Whether a point of the drawing is in sight.
    pub fn shows(self, Point { x, y }: Point) -> bool {
        let (width, height) = self.size();
        (0.0..=width).contains(&f64::from(x)) && (0.0..=height).contains(&f64::from(y))
    }

    /// How many steps of the grid lie between the outermost places.
    const fn steps(self) -> f64 {
        match self {
            View::Square => 2.0,
            View::Tall => 4.5,
        }
    }

    const fn size(self) -> (f64, f64) {
        match self {
            View::Square => (400.0, 400.0),
            View::Tall => (400.0, 640.0),
        }
    }
}

/// Room around the outermost pins.
const MARGIN: f64 = 62.0;
/// How far a crossing may be from its place, as a part of a step.
const DISORDER: f64 = 0.30;
/// Streets are drawn this many steps beyond the middle.
const REACH: i64 = 6;
const METRES_PER_DEGREE: f64 = 111_195.0;

/// A point of the drawing; whole units, which is finer than the eye and short in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

/// Metres east and south of the place where the earth's grid begins.
#[derive(Debug, Clone, Copy)]
struct Ground {
    east: f64,
    south: f64,
}

#[derive(Debug, Clone, Copy)]
pub struct Streets {
    middle: Ground,
    /// Metres between two crossings.
    step: f64,
    /// Units of the drawing for a metre.
    scale: f64,
    /// East and west shrink with the latitude.
    shrink: f64,
    view: View,
}

impl Streets {
    /// Streets around these places, all of which are in sight.
    pub fn around(places: impl IntoIterator<Item = Position>, view: View) -> Streets {
        let mut places = places.into_iter().peekable();
        let shrink = places.peek().map_or(1.0, |first| first.lat().to_radians().cos());
        let frame = Frame::around(places.map(|place| ground(place, shrink)));
        Streets {
            middle: frame.middle,
            step: rounded_step(frame.longer() / view.steps()),
            scale: frame.scale(view),
            shrink,
            view,
        }
    }

    /// Streets around the way from one place to another, and that way.
    pub fn along(from: Position, to: Position) -> (Streets, Route) {
        let streets = Streets::around([from, to], View::Square);
        let way = streets.way(from, to);
        let frame = Frame::around(way.iter().copied());
        let streets = Streets { middle: frame.middle, scale: frame.scale(View::Square), ..streets };
        let points = way.into_iter().map(|at| streets.point(at)).collect();
        (streets, Route { points })
    }

    pub fn place(&self, position: Position) -> Point {
        self.point(ground(position, self.shrink))
    }

    /// All streets as one SVG path.
    pub fn path(&self) -> String {
        let (column, row) = self.crossing_near(self.middle);
        let mut path = String::new();
        for line in -REACH..=REACH {
            self.draw(&mut path, (-REACH..=REACH).map(|along| (column + along, row + line)));
            self.draw(&mut path, (-REACH..=REACH).map(|along| (column + line, row + along)));
        }
        path
    }

    /// From crossing to crossing: first along the column, then along the row. The ends are drawn at the crossings nearest to them.
    fn way(&self, from: Position, to: Position) -> Vec<Ground> {
        let (mut column, mut row) = self.crossing_near(ground(from, self.shrink));
        let (last_column, last_row) = self.crossing_near(ground(to, self.shrink));
        let mut way = vec![self.crossing(column, row)];
        while (column, row) != (last_column, last_row) {
            if row != last_row {
                row += (last_row - row).signum();
            } else {
                column += (last_column - column).signum();
            }
            way.push(self.crossing(column, row));
        }
        // Next door: no crossing lies between them.
        if way.len() == 1 { vec![ground(from, self.shrink), ground(to, self.shrink)] } else { way }
    }

    fn draw(&self, path: &mut String, crossings: impl Iterator<Item = (i64, i64)>) {
        for (index, (column, row)) in crossings.enumerate() {
            let at = self.point(self.crossing(column, row));
            path.push(if index == 0 { 'M' } else { 'L' });
            path.push_str(&format!("{} {}", at.x, at.y));
        }
    }

    fn crossing_near(&self, at: Ground) -> (i64, i64) {
        ((at.east / self.step).round() as i64, (at.south / self.step).round() as i64)
    }

    fn crossing(&self, column: i64, row: i64) -> Ground {
        let east = (column as f64 + disorder(column, row)) * self.step;
        let south = (row as f64 + disorder(row.wrapping_add(7_919), column)) * self.step;
        Ground { east, south }
    }

    fn point(&self, at: Ground) -> Point {
        let (width, height) = self.view.size();
        let x = (at.east - self.middle.east) * self.scale + width / 2.0;
        let y = (at.south - self.middle.south) * self.scale + height / 2.0;
        Point { x: x.round() as i32, y: y.round() as i32 }
    }
}

/// What has to be seen: its middle and its sides, in metres.
struct Frame {
    middle: Ground,
    width: f64,
    height: f64,
}

impl Frame {
    fn around(places: impl Iterator<Item = Ground>) -> Frame {
        let (mut west, mut east, mut north, mut south) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for at in places {
            (west, east) = (west.min(at.east), east.max(at.east));
            (north, south) = (north.min(at.south), south.max(at.south));
        }
        if west > east {
            (west, east, north, south) = (0.0, 0.0, 0.0, 0.0);
        }
        // Never less than 200 m: two places in one street stay one street apart.
        let (width, height) = ((east - west).max(200.0), (south - north).max(200.0));
        Frame { middle: Ground { east: (west + east) / 2.0, south: (north + south) / 2.0 }, width, height }
    }

    fn longer(&self) -> f64 {
        self.width.max(self.height)
    }

    /// Units of the drawing for a metre.
    fn scale(&self, view: View) -> f64 {
        let (width, height) = view.size();
        ((width - 2.0 * MARGIN) / self.width).min((height - 2.0 * MARGIN) / self.height)
    }
}

/// A way along the streets: at least two points.
#[derive(Debug, Clone)]
pub struct Route {
    points: Vec<Point>,
}

impl Route {
    pub fn start(&self) -> Point {
        self.points.first().copied().unwrap_or(Point { x: 0, y: 0 })
    }

    pub fn end(&self) -> Point {
        self.points.last().copied().unwrap_or(self.start())
    }

    pub fn path(&self) -> String {
        let mut path = String::new();
        for (index, at) in self.points.iter().enumerate() {
            path.push(if index == 0 { 'M' } else { 'L' });
            path.push_str(&format!("{} {}", at.x, at.y));
        }
        path
    }

    /// The point after so many hundredths of the way.
    pub fn at(&self, hundredths: u8) -> Point {
        let whole: f64 = self.points.windows(2).map(|pair| length(pair[0], pair[1])).sum();
        let mut left = whole * f64::from(hundredths.min(100)) / 100.0;
        for pair in self.points.windows(2) {
            let leg = length(pair[0], pair[1]);
            if left <= leg && leg > 0.0 {
                let part = left / leg;
                let between = |from: i32, to: i32| (f64::from(from) + f64::from(to - from) * part).round() as i32;
                return Point { x: between(pair[0].x, pair[1].x), y: between(pair[0].y, pair[1].y) };
            }
            left -= leg;
        }
        self.end()
    }
}

fn length(from: Point, to: Point) -> f64 {
    f64::from(to.x - from.x).hypot(f64::from(to.y - from.y))
}

fn ground(position: Position, shrink: f64) -> Ground {
    Ground { east: position.lng() * METRES_PER_DEGREE * shrink, south: -position.lat() * METRES_PER_DEGREE }
}

/// The next of 100, 150, 225 … metres, so that pages which show nearly the same show the same streets.
fn rounded_step(metres: f64) -> f64 {
    let mut step = 100.0;
    while step < metres {
        step *= 1.5;
    }
    step
}

/// Between −DISORDER and DISORDER, always the same for one crossing (the finaliser of SplitMix64).
fn disorder(column: i64, row: i64) -> f64 {
    let mut hash = (column as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (row as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^= hash >> 31;
    ((hash % 2_001) as f64 / 1_000.0 - 1.0) * DISORDER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lng: f64) -> Position {
        Position::new(lat, lng).unwrap()
    }

    #[test]
    fn every_place_is_inside_the_square() {
        let places = [at(37.5667, 126.9290), at(37.5721, 126.9357), at(37.5600, 126.9201)];
        let streets = Streets::around(places, View::Square);
        for place in places {
            let Point { x, y } = streets.place(place);
            assert!((60..=340).contains(&x) && (60..=340).contains(&y), "{x} {y}");
        }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let (south_west, north_east) = (at(37.56, 126.92), at(37.57, 126.93));
        let streets = Streets::around([south_west, north_east], View::Square);
        let (low, high) = (streets.place(south_west), streets.place(north_east));
        assert!(low.x < high.x && low.y > high.y);
    }

    #[test]
    fn the_same_places_have_the_same_streets() {
        let places = [at(37.5667, 126.9290), at(37.5721, 126.9357)];
        assert_eq!(Streets::around(places, View::Square).path(), Streets::around(places, View::Square).path());
    }

    #[test]
    fn a_rider_goes_from_start_to_end() {
        let (from, to) = (at(37.5667, 126.9290), at(37.5721, 126.9357));
        let (_, route) = Streets::along(from, to);
        assert!(route.points.iter().all(|Point { x, y }| (60..=340).contains(x) && (60..=340).contains(y)), "{route:?}");
        assert_eq!((route.at(0), route.at(100)), (route.start(), route.end()));
        assert_ne!(route.at(50), route.start());
    }

    #[test]
    fn one_place_or_none_still_makes_a_drawing() {
        let here = at(37.5667, 126.9290);
        assert!(!Streets::around([], View::Square).path().is_empty());
        assert_eq!(Streets::around([here], View::Square).place(here), Point { x: 200, y: 200 });
        assert_eq!(Streets::along(here, here).1.at(40), Point { x: 200, y: 200 });
    }
}
