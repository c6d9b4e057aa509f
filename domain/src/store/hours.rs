use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// When a store takes orders, on the wall clock in Seoul. Several spans a day; a span that closes at or before it opens runs past midnight.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningHours(Vec<Span>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    pub day: Day,
    pub open: WallTime,
    pub close: WallTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Day {
    pub const WEEK: [Day; 7] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];
}

/// Minutes since midnight, 0 to 1440; `"24:00"` is the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "21:30"))]
pub struct WallTime(u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is written like 21:30")]
pub struct NotAWallTime;

impl OpeningHours {
    pub fn new(spans: Vec<Span>) -> OpeningHours {
        OpeningHours(spans)
    }

    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn is_open(&self, now: Timestamp) -> bool {
        let (today, minute) = now.in_seoul();
        self.0.iter().any(|span| span.covers(today, minute))
    }
}

impl Span {
    fn covers(&self, today: u8, minute: u16) -> bool {
        let (day, open, close) = (self.day as u8, self.open.0, self.close.0);
        if open < close {
            return today == day && (open..close).contains(&minute);
        }
        let tomorrow = (day + 1) % 7;
        (today == day && minute >= open) || (today == tomorrow && minute < close)
    }
}

impl TryFrom<String> for WallTime {
    type Error = NotAWallTime;

    fn try_from(text: String) -> Result<WallTime, NotAWallTime> {
        let (hours, minutes) = text.split_once(':').ok_or(NotAWallTime)?;
        let number =
            |digits: &str| digits.parse::<u16>().ok().filter(|_| digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()));
        match (number(hours).ok_or(NotAWallTime)?, number(minutes).ok_or(NotAWallTime)?) {
            (hours, minutes) if hours < 24 && minutes < 60 => Ok(WallTime(hours * 60 + minutes)),
            (24, 0) => Ok(WallTime(24 * 60)),
            _ => Err(NotAWallTime),
        }
    }
}

impl From<WallTime> for String {
    fn from(WallTime(minutes): WallTime) -> String {
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(day: Day, open: &str, close: &str) -> OpeningHours {
        let time = |text: &str| WallTime::try_from(text.to_owned()).unwrap();
        OpeningHours::new(vec![Span { day, open: time(open), close: time(close) }])
    }

    /// 2026-11-20 is a Friday.
    fn friday(clock: &str) -> Timestamp {
        format!("2026-11-20T{clock}:00+09:00").parse().unwrap()
    }

    #[test]
    fn a_store_opens_and_closes_by_the_clock_in_seoul() {
        let hours = hours(Day::Fri, "10:00", "21:30");
        assert!(!hours.is_open(friday("09:59")));
        assert!(hours.is_open(friday("10:00")));
        assert!(hours.is_open(friday("21:29")));
        assert!(!hours.is_open(friday("21:30")));
    }

    #[test]
    fn hours_past_midnight_belong_to_the_evening_before() {
        let hours = hours(Day::Thu, "18:00", "02:00");
        assert!(hours.is_open(friday("01:59")));
        assert!(!hours.is_open(friday("02:00")));
        assert!(!hours.is_open(friday("18:00")));
    }

    #[test]
    fn a_whole_day_ends_at_twenty_four() {
        assert!(hours(Day::Fri, "00:00", "24:00").is_open(friday("23:59")));
        assert_eq!(WallTime::try_from("24:30".to_owned()), Err(NotAWallTime));
        assert_eq!(WallTime::try_from("9:30".to_owned()), Err(NotAWallTime));
    }
}
