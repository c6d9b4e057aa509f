//! Money, distances, counts and times as people read them. Whole-number arithmetic only: it keeps the wasm small.

use crate::lang::Lang;
use domain::{Money, Timestamp};

/// `20,900원` or `₩20,900`.
pub fn won(amount: Money, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{amount}원"),
        Lang::En => format!("₩{amount}"),
    }
}

/// What a choice adds: `+500원` or `+₩500`; nothing when it is free.
pub fn surcharge(amount: Money, lang: Lang) -> String {
    if amount.is_zero() { String::new() } else { format!("+{}", won(amount, lang)) }
}

/// `1,204`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `12번 주문`, `12 orders`: how often something was ordered.
pub fn orders(count: u32, lang: Lang) -> String {
    match (count, lang) {
        (count, Lang::Ko) => format!("{}번 주문", grouped(count.into())),
        (1, Lang::En) => "1 order".to_owned(),
        (count, Lang::En) => format!("{} orders", grouped(count.into())),
    }
}

/// `420m` below a kilometre, then `1.3km`.
pub fn distance(metres: u32) -> String {
    match metres {
        0..1_000 => format!("{metres}m"),
        _ => {
            // In u64, so that rounding up cannot overflow.
            let hundreds = (u64::from(metres) + 50) / 100;
            format!("{}.{}km", hundreds / 10, hundreds % 10)
        }
    }
}

/// `010-1234-5678`, as it is read out; what is no number of this country stays as it is.
pub fn phone(digits: &str) -> String {
    let area = if digits.starts_with("02") { 2 } else { 3 };
    let is_local = digits.starts_with('0')
        && (area + 7..=area + 8).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_local {
        return digits.to_owned();
    }
    let (area, rest) = digits.split_at(area);
    let (exchange, line) = rest.split_at(rest.len() - 4);
    format!("{area}-{exchange}-{line}")
}

/// One decimal, `4.8`; ratings lie between 0 and 5.
pub fn rating(stars: f32) -> String {
    let tenths = (stars.clamp(0.0, 5.0) * 10.0).round() as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The time of day in Seoul: `오후 6:52` or `6:52 PM`.
pub fn clock(at: Timestamp, lang: Lang) -> String {
    let (_, minute) = at.in_seoul();
    let short = clock_short(at);
    match (lang, minute < 12 * 60) {
        (Lang::Ko, true) => format!("오전 {short}"),
        (Lang::Ko, false) => format!("오후 {short}"),
        (Lang::En, true) => format!("{short} AM"),
        (Lang::En, false) => format!("{short} PM"),
    }
}

/// The time of day in Seoul where morning or evening is plain: `6:52`.
pub fn clock_short(at: Timestamp) -> String {
    let (_, minute) = at.in_seoul();
    let hour = (minute / 60 + 11) % 12 + 1;
    format!("{hour}:{:02}", minute % 60)
}

/// The date in Seoul: `11월 20일` or `20 Nov`.
pub fn date(at: Timestamp, lang: Lang) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    // Noon UTC of the day that it is in Seoul, so that the written date is Seoul's.
    let noon = at.start_of_day_in_seoul().plus_minutes(21 * 60).to_string();
    let part = |from: usize, to: usize| noon.get(from..to).and_then(|digits| digits.parse().ok()).unwrap_or(1);
    let (month, day): (usize, usize) = (part(5, 7), part(8, 10));
    match lang {
        Lang::Ko => format!("{month}월 {day}일"),
        Lang::En => format!("{day} {}", MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default()),
    }
}

/// How long ago, for lists: `방금`, `12분 전`, then the time of day, then the date.
pub fn ago(at: Timestamp, now: Timestamp, lang: Lang) -> String {
    let minutes = now.seconds_since(at) / 60;
    match (minutes, lang) {
        (..1, Lang::Ko) => "방금".to_owned(),
        (..1, Lang::En) => "just now".to_owned(),
        (..60, Lang::Ko) => format!("{minutes}분 전"),
        (..60, Lang::En) => format!("{minutes} min ago"),
        _ if at.start_of_day_in_seoul() == now.start_of_day_in_seoul() => clock(at, lang),
        _ => date(at, lang),
    }
}

/// Whole minutes until `at`, rounded up, so that a promise is never shorter than it was; 0 once it has passed.
pub fn minutes_until(at: Timestamp, now: Timestamp) -> i64 {
    (at.seconds_since(now).max(0) + 59) / 60
}

/// `12분` or `12 min`.
pub fn minutes(count: i64, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{count}분"),
        Lang::En => format!("{count} min"),
    }
}

/// A countdown's figures: `0:48`, `2:31`; 0:00 once it has passed.
pub fn stopwatch(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Ko};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn money_carries_its_unit() {
        assert_eq!(won(Money::won(20_900), Ko), "20,900원");
        assert_eq!(won(Money::won(20_900), En), "₩20,900");
        assert_eq!(surcharge(Money::won(500), Ko), "+500원");
        assert_eq!(surcharge(Money::ZERO, Ko), "");
    }

    #[test]
    fn counts_read_in_groups_of_three() {
        assert_eq!((grouped(0), grouped(986), grouped(1_204)), ("0".into(), "986".into(), "1,204".into()));
    }

    #[test]
    fn distances_turn_to_kilometres() {
        assert_eq!((distance(420), distance(999)), ("420m".into(), "999m".into()));
        assert_eq!((distance(1_000), distance(1_349), distance(1_350)), ("1.0km".into(), "1.3km".into(), "1.4km".into()));
        assert_eq!(distance(u32::MAX), "4294967.3km");
    }

    #[test]
    fn ratings_have_one_decimal() {
        assert_eq!((rating(4.8), rating(4.96), rating(0.0)), ("4.8".into(), "5.0".into(), "0.0".into()));
    }

    #[test]
    fn times_are_those_of_a_clock_in_seoul() {
        let evening = at("2026-11-20T09:52:00Z");
        assert_eq!((clock(evening, Ko), clock(evening, En)), ("오후 6:52".into(), "6:52 PM".into()));
        let midnight = at("2026-11-20T15:05:00Z");
        assert_eq!((clock(midnight, Ko), clock(midnight, En)), ("오전 12:05".into(), "12:05 AM".into()));
        assert_eq!(clock_short(at("2026-11-20T03:00:00Z")), "12:00");
    }

    #[test]
    fn dates_are_those_of_a_calendar_in_seoul() {
        assert_eq!(date(at("2026-11-20T14:59:59Z"), Ko), "11월 20일");
        assert_eq!(date(at("2026-11-20T15:00:00Z"), Ko), "11월 21일");
        assert_eq!(date(at("2026-12-31T15:00:00Z"), En), "1 Jan");
    }

    #[test]
    fn what_is_long_ago_has_a_date() {
        let now = at("2026-11-20T09:52:30Z");
        assert_eq!(ago(at("2026-11-20T09:52:00Z"), now, Ko), "방금");
        assert_eq!(ago(at("2026-11-20T09:40:00Z"), now, Ko), "12분 전");
        assert_eq!(ago(at("2026-11-20T03:00:00Z"), now, En), "12:00 PM");
        assert_eq!(ago(at("2026-11-18T03:00:00Z"), now, Ko), "11월 18일");
    }

    #[test]
    fn minutes_left_are_rounded_up() {
        let now = at("2026-11-20T09:00:00Z");
        assert_eq!(minutes_until(now.plus_seconds(61), now), 2);
        assert_eq!(minutes_until(now.plus_seconds(60), now), 1);
        assert_eq!(minutes_until(now.plus_seconds(-5), now), 0);
        assert_eq!((stopwatch(48), stopwatch(151), stopwatch(-3)), ("0:48".into(), "2:31".into(), "0:00".into()));
    }

    #[test]
    fn a_phone_number_is_written_as_it_is_read_out() {
        let written = ["01012345678", "0212345678", "021234567", "0311234567", "15881588", "+4930123456"].map(phone);
        assert_eq!(written, ["010-1234-5678", "02-1234-5678", "02-123-4567", "031-123-4567", "15881588", "+4930123456"]);
    }
}
