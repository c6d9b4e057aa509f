use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// When a store takes orders, on the wall clock in Seoul. Several spans a day; a span that closes at or before it opens runs past midnight.
///
/// What was kept before spans could not overlap is still read as it is: whoever sets new hours asks [`OpeningHours::first_overlap`].
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

    /// The place of the first span that is open at the same time as one before it in the list. One may open when another closes.
    pub fn first_overlap(&self) -> Option<usize> {
        self.0.iter().enumerate().position(|(at, span)| self.0.iter().take(at).any(|other| span.overlaps(other)))
    }

    /// The same hours, from Monday's first opening to Sunday's last.
    pub fn in_order(mut self) -> OpeningHours {
        self.0.sort_by_key(Span::begins);
        self
    }
}

const DAY_MINUTES: u16 = 24 * 60;
const WEEK_MINUTES: u16 = 7 * DAY_MINUTES;

impl Span {
    fn covers(&self, today: u8, minute: u16) -> bool {
        let (day, open, close) = (self.day as u8, self.open.0, self.close.0);
        if open < close {
            return today == day && (open..close).contains(&minute);
        }
        let tomorrow = (day + 1) % 7;
        (today == day && minute >= open) || (today == tomorrow && minute < close)
    }

    /// Sunday's night runs into Monday.
    fn overlaps(&self, other: &Span) -> bool {
        // How long after one begins the other does, as if the week were a ring.
        let after = |first: &Span, second: &Span| (second.begins() + WEEK_MINUTES - first.begins()) % WEEK_MINUTES;
        after(self, other) < self.lasts() || after(other, self) < other.lasts()
    }

    /// Minutes since Monday began.
    fn begins(&self) -> u16 {
        self.day as u16 * DAY_MINUTES + self.open.0
    }

    /// In minutes, as [`Span::covers`] has it.
    fn lasts(&self) -> u16 {
        let until = if self.open < self.close { self.close.0 } else { self.close.0 + DAY_MINUTES };
        until - self.open.0
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
    use proptest::{prelude::*, sample::select};

    fn span((day, open, close): (Day, &str, &str)) -> Span {
        let time = |text: &str| WallTime::try_from(text.to_owned()).unwrap();
        Span { day, open: time(open), close: time(close) }
    }

    fn hours(day: Day, open: &str, close: &str) -> OpeningHours {
        OpeningHours::new(vec![span((day, open, close))])
    }

    fn overlap<const N: usize>(spans: [(Day, &str, &str); N]) -> Option<usize> {
        OpeningHours::new(spans.map(span).to_vec()).first_overlap()
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

    #[test]
    fn spans_that_are_open_at_the_same_time_overlap() {
        let lunch = (Day::Mon, "11:00", "21:00");
        assert_eq!(overlap([lunch, lunch, lunch]), Some(1));
        assert_eq!(overlap([(Day::Mon, "18:00", "02:00"), lunch]), Some(1), "whichever comes first in the list");
        assert_eq!(overlap([lunch, (Day::Tue, "11:00", "21:00"), (Day::Tue, "12:00", "13:00")]), Some(2));
    }

    #[test]
    fn a_span_may_open_when_another_closes() {
        assert_eq!(overlap([(Day::Mon, "15:00", "21:00"), (Day::Mon, "11:00", "15:00")]), None);
        assert_eq!(overlap([(Day::Mon, "18:00", "02:00"), (Day::Tue, "02:00", "10:00")]), None);
        assert_eq!(overlap(Day::WEEK.map(|day| (day, "00:00", "24:00"))), None);
    }

    #[test]
    fn a_night_overlaps_the_morning_after_it() {
        assert_eq!(overlap([(Day::Mon, "18:00", "02:00"), (Day::Tue, "01:30", "10:00")]), Some(1));
        assert_eq!(overlap([(Day::Mon, "00:30", "10:00"), (Day::Sun, "18:00", "02:00")]), Some(1), "Sunday's night is Monday's");
        assert_eq!(overlap([(Day::Mon, "10:00", "10:00"), (Day::Tue, "09:00", "12:00")]), Some(1), "round the clock");
    }

    #[test]
    fn spans_stand_in_the_order_of_the_week() {
        let [late, early, next] = [(Day::Mon, "17:00", "21:00"), (Day::Mon, "09:00", "14:00"), (Day::Tue, "08:00", "12:00")];
        let ordered = OpeningHours::new([next, late, early].map(span).to_vec()).in_order();
        assert_eq!(ordered.spans(), [early, late, next].map(span));
    }

    #[test]
    fn hours_that_were_kept_with_an_overlap_are_still_read() {
        let kept = r#"[{"day":"mon","open":"11:00","close":"21:00"},{"day":"mon","open":"11:00","close":"21:00"}]"#;
        let hours: OpeningHours = serde_json::from_str(kept).unwrap();
        assert_eq!((hours.spans().len(), hours.first_overlap()), (2, Some(1)));
    }

    proptest! {
        /// By the clock, minute by minute: two spans overlap if there is a minute of the week that both cover.
        #[test]
        fn overlapping_is_being_open_at_the_same_minute(a in any_span(), b in any_span()) {
            let both = |minute: u16| [a, b].iter().all(|span| span.covers((minute / DAY_MINUTES) as u8, minute % DAY_MINUTES));
            prop_assert_eq!(a.overlaps(&b), (0..WEEK_MINUTES).any(both));
        }
    }

    fn any_span() -> impl Strategy<Value = Span> {
        let time = || (0..DAY_MINUTES).prop_map(WallTime);
        (select(Day::WEEK.to_vec()), time(), time()).prop_map(|(day, open, close)| Span { day, open, close })
    }
}
