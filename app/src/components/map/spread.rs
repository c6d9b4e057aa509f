//! Pins that would lie on each other move a little apart: every one can be seen and tapped.

use super::streets::Point;

/// More rounds change nothing that the eye sees.
const ROUNDS: usize = 40;

/// Moves points that are closer than `gap` apart. The first stays where it is: it is where one is.
pub fn spread(points: &mut [Point], gap: i32) {
    for _ in 0..ROUNDS {
        let mut moved = false;
        for one in 0..points.len() {
            for other in one + 1..points.len() {
                if let Some((x, y)) = push(points[one], points[other], gap) {
                    // The first does not give way, so the other goes the whole way.
                    let share = if one == 0 { 2 } else { 1 };
                    points[other] = Point { x: points[other].x + x * share, y: points[other].y + y * share };
                    if one != 0 {
                        points[one] = Point { x: points[one].x - x, y: points[one].y - y };
                    }
                    moved = true;
                }
            }
        }
        if !moved {
            return;
        }
    }
}

/// Half of what is missing between two points, from the first to the second; none when they are far enough apart.
fn push(from: Point, to: Point, gap: i32) -> Option<(i32, i32)> {
    let (x, y) = (f64::from(to.x - from.x), f64::from(to.y - from.y));
    let distance = x.hypot(y);
    let missing = f64::from(gap) - distance;
    if missing < 1.0 {
        return None;
    }
    // Two in one house: one above the other.
    let (x, y) = if distance < 1.0 { (0.0, 1.0) } else { (x / distance, y / distance) };
    let step = |part: f64| (part * missing / 2.0).round() as i32;
    // Rounding must not leave them standing still.
    let (x, y) = (step(x), step(y));
    Some(if (x, y) == (0, 0) { (0, 1) } else { (x, y) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(one: Point, other: Point) -> f64 {
        f64::from(one.x - other.x).hypot(f64::from(one.y - other.y))
    }

    #[test]
    fn pins_on_one_spot_end_apart_and_home_stays() {
        let home = Point { x: 200, y: 200 };
        let mut points = [home, home, Point { x: 204, y: 201 }, Point { x: 190, y: 199 }, Point { x: 200, y: 202 }];
        spread(&mut points, 40);
        assert_eq!(points[0], home);
        for one in 0..points.len() {
            for other in one + 1..points.len() {
                assert!(distance(points[one], points[other]) > 36.0, "{points:?}");
            }
        }
    }

    #[test]
    fn pins_that_are_apart_stay_where_they_are() {
        let mut points = [Point { x: 0, y: 0 }, Point { x: 100, y: 0 }];
        spread(&mut points, 40);
        assert_eq!(points[1], Point { x: 100, y: 0 });
    }
}
