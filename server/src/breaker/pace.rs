//! How long a breaker rests, and how it comes back.

use super::settings::Settings;
use std::time::Duration;

/// How much of a rest chance may take off.
const JITTER: f64 = 0.2;
/// The share of calls that goes through right after closing.
const FIRST_SHARE: f64 = 0.1;

impl Settings {
    /// How long to stay open after so many openings before this one: doubled with each, up to the longest, less jitter.
    pub(super) fn open_for(&self, openings: u32, random: f64) -> Duration {
        let doubled = self.open_first.saturating_mul(2u32.saturating_pow(openings));
        doubled.min(self.open_longest).mul_f64(1.0 - JITTER * random)
    }

    /// Which share of calls goes through so long after closing: a tenth at once, then more with every moment, and all from the end
    /// of the ramp on.
    pub(super) fn share(&self, closed_for: Duration) -> f64 {
        if closed_for >= self.ramp { 1.0 } else { FIRST_SHARE + (1.0 - FIRST_SHARE) * closed_for.div_duration_f64(self.ramp) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SETTINGS: Settings = Settings::slow_after(Duration::from_secs(2));

    #[test]
    fn each_opening_is_twice_as_long_up_to_a_minute() {
        let seconds = (0..8).map(|openings| SETTINGS.open_for(openings, 0.0).as_secs()).collect::<Vec<_>>();
        assert_eq!(seconds, [5, 10, 20, 40, 60, 60, 60, 60]);
        assert_eq!(SETTINGS.open_for(u32::MAX, 0.0).as_secs(), 60, "after a year of outage too");
    }

    #[test]
    fn the_share_grows_from_a_tenth_to_all() {
        let shares = (0..=100).map(|tenth| SETTINGS.share(Duration::from_millis(100 * tenth))).collect::<Vec<_>>();
        assert_eq!((shares[0], shares[100]), (0.1, 1.0));
        assert!(shares.is_sorted_by(|earlier, later| earlier < later), "{shares:?}");
        assert_eq!(SETTINGS.share(Duration::MAX), 1.0);
    }

    proptest! {
        #[test]
        fn chance_takes_off_a_fifth_at_most(openings in 0u32..100, random in 0.0..1.0) {
            let longest = SETTINGS.open_for(openings, 0.0);
            let rest = SETTINGS.open_for(openings, random);
            prop_assert!(longest.mul_f64(0.8) <= rest && rest <= longest, "{rest:?} of {longest:?}");
        }
    }
}
