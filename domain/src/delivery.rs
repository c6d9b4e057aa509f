//! What a delivery costs and takes. Distances in metres, times in minutes.

use crate::money::Money;

/// What a rider earns: 3,000 won for the first 500 m, 100 won for every further 100 m begun.
pub fn rider_pay(distance_m: u32) -> Money {
    let further = distance_m.saturating_sub(500).div_ceil(100).min(1_000);
    Money::won(3_000 + further * 100)
}

/// From the store's door to the customer's: five minutes to set off, then four a kilometre (15 km/h in a city).
pub fn ride_minutes(distance_m: u32) -> i64 {
    5 + i64::from(distance_m.div_ceil(250))
}

/// How far an arrival may slip past its estimate before it counts as late.
pub const LATEST_AFTER_MINUTES: i64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_way_pays_more() {
        assert_eq!(rider_pay(0), Money::won(3_000));
        assert_eq!(rider_pay(500), Money::won(3_000));
        assert_eq!(rider_pay(501), Money::won(3_100));
        assert_eq!(rider_pay(1_300), Money::won(3_800));
    }
}
