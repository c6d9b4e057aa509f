//! Instants as the log and the API write them. No time zone database: Korea has kept UTC+9 since 1988.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Microseconds since 1970-01-01T00:00:00Z, between the years 0001 and 9999; RFC 3339 in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written like 2026-11-20T09:30:00Z")]
pub struct NotATime;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
const KOREA: i64 = 9 * 3_600 * SECOND;

impl Timestamp {
    const MIN_MICROS: i64 = -62_135_596_800 * SECOND;
    const MAX_MICROS: i64 = 253_402_300_799 * SECOND + 999_999;

    /// Clamped to the years 0001 to 9999.
    pub const fn from_micros(micros: i64) -> Timestamp {
        if micros < Self::MIN_MICROS {
            Timestamp(Self::MIN_MICROS)
        } else if micros > Self::MAX_MICROS {
            Timestamp(Self::MAX_MICROS)
        } else {
            Timestamp(micros)
        }
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    pub const fn plus_seconds(self, seconds: i64) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    pub const fn plus_minutes(self, minutes: i64) -> Timestamp {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// Whole seconds from `earlier` to here, negative when `earlier` is later.
    pub const fn seconds_since(self, earlier: Timestamp) -> i64 {
        (self.0 - earlier.0).div_euclid(SECOND)
    }

    /// The clock on a wall in Seoul: weekday (0 is Monday) and minutes since midnight.
    pub const fn in_seoul(self) -> (u8, u16) {
        let local = self.0 + KOREA;
        let day = local.div_euclid(DAY);
        // 1970-01-01 was a Thursday.
        ((day + 3).rem_euclid(7) as u8, (local.rem_euclid(DAY) / (60 * SECOND)) as u16)
    }

    /// Midnight in Seoul at or before this instant; on the first day that there is, the first instant.
    pub const fn start_of_day_in_seoul(self) -> Timestamp {
        Timestamp::from_micros((self.0 + KOREA).div_euclid(DAY) * DAY - KOREA)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY));
        let micros = self.0.rem_euclid(DAY);
        let seconds = micros / SECOND;
        let (h, m, s, fraction) = (seconds / 3_600, seconds / 60 % 60, seconds % 60, micros % SECOND);
        write!(f, "{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}.{fraction:06}Z")
    }
}

impl FromStr for Timestamp {
    type Err = NotATime;

    /// RFC 3339, section 5.6; a leap second counts as the second before it.
    fn from_str(text: &str) -> Result<Timestamp, NotATime> {
        let bytes = text.as_bytes();
        let digits = |from: usize, to: usize| number(bytes.get(from..to));
        let separated = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')].iter().all(|(at, sign)| bytes.get(*at) == Some(sign));
        if !separated || !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) {
            return Err(NotATime);
        }
        let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
        let (hour, minute, second) = (digits(11, 13)?, digits(14, 16)?, digits(17, 19)?);
        let days = days_from_civil(year, month, day);
        if year < 1 || civil_from_days(days) != (year, month, day) || hour > 23 || minute > 59 || second > 60 {
            return Err(NotATime);
        }
        let (fraction, zone) = split_fraction(bytes.get(19..).ok_or(NotATime)?)?;
        let local = days * DAY + (hour * 3_600 + minute * 60 + second.min(59)) * SECOND + fraction;
        Ok(Timestamp::from_micros(local - offset(zone)? * SECOND))
    }
}

fn number(digits: Option<&[u8]>) -> Result<i64, NotATime> {
    let digits = digits.filter(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)).ok_or(NotATime)?;
    Ok(digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}

/// The microseconds after a decimal point, and what follows them.
fn split_fraction(rest: &[u8]) -> Result<(i64, &[u8]), NotATime> {
    let Some(after) = rest.strip_prefix(b".") else { return Ok((0, rest)) };
    let length = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let kept = length.min(6);
    let micros = number(after.get(..kept))? * 10_i64.pow(6 - kept as u32);
    Ok((micros, &after[length..]))
}

/// Seconds east of UTC.
fn offset(zone: &[u8]) -> Result<i64, NotATime> {
    match zone {
        b"Z" | b"z" => Ok(0),
        [sign @ (b'+' | b'-'), hours @ .., b':', m1, m2] if hours.len() == 2 => {
            let (hours, minutes) = (number(Some(hours))?, number(Some(&[*m1, *m2]))?);
            if hours > 23 || minutes > 59 {
                return Err(NotATime);
            }
            Ok((hours * 3_600 + minutes * 60) * if *sign == b'-' { -1 } else { 1 })
        }
        _ => Err(NotATime),
    }
}

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The same source, `civil_from_days`.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn times_read_as_rfc_3339() {
        assert_eq!(at("1970-01-01T00:00:00Z").micros(), 0);
        assert_eq!(at("2026-11-20T18:52:00+09:00"), at("2026-11-20T09:52:00Z"));
        assert_eq!(at("2024-02-29T12:00:00.5Z").to_string(), "2024-02-29T12:00:00.500000Z");
        for wrong in [
            "",
            "2026-11-20",
            "2026-02-30T00:00:00Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T00:00:00",
            "2026-11-20T00:00:00.Z",
            "2026-1é-20T00:00:00Z",
        ] {
            assert_eq!(wrong.parse::<Timestamp>(), Err(NotATime), "{wrong}");
        }
    }

    #[test]
    fn a_wall_clock_in_seoul_is_nine_hours_ahead() {
        assert_eq!(at("2026-11-20T15:30:00Z").in_seoul(), (5, 30), "Saturday, half past midnight");
        assert_eq!(at("2026-11-20T15:30:00Z").start_of_day_in_seoul(), at("2026-11-20T15:00:00Z"));
        assert_eq!(at("2026-11-20T14:59:00Z").in_seoul(), (4, 23 * 60 + 59));
    }

    #[test]
    fn the_first_day_begins_with_the_first_instant() {
        let first = at("0001-01-01T00:00:00Z");
        assert_eq!(first.start_of_day_in_seoul(), first, "midnight in Seoul was in no year that can be written");
    }

    proptest! {
        #[test]
        fn every_time_reads_back_as_it_was_written(micros in Timestamp::MIN_MICROS..=Timestamp::MAX_MICROS) {
            let time = Timestamp::from_micros(micros);
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = text.parse::<Timestamp>();
        }
    }
}
