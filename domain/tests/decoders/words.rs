//! What people type and programs write, text by text and number by number.

use super::nonsense::like;
use domain::{
    account::{Email, Password, Phone},
    order::{OrderNumber, PrepMinutes, Status},
    store::{SoldOut, StoreKind, WallTime},
    text::*,
    views::{Channel, NotificationStatus},
    *,
};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::fmt::Debug;

/// Read or refused; what was read is written so that it reads the same again.
fn text<T: TryFrom<String> + Into<String> + Clone + PartialEq + Debug>(typed: &str) -> Result<Option<String>, TestCaseError> {
    let Ok(value) = T::try_from(typed.to_owned()) else { return Ok(None) };
    let written: String = value.clone().into();
    prop_assert_eq!(T::try_from(written.clone()).ok(), Some(value));
    Ok(Some(written))
}

fn number<T: TryFrom<i64> + Into<i64> + Copy>(number: i64, range: std::ops::RangeInclusive<i64>) -> Result<(), TestCaseError> {
    let read = T::try_from(number).ok().map(T::into);
    prop_assert_eq!(read, Some(number).filter(|number| range.contains(number)));
    Ok(())
}

/// JSON has the same words as `parse`, and a word that is read is the word.
fn word<T: DeserializeOwned + PartialEq + Debug + Copy>(
    text: &str,
    parse: fn(&str) -> Option<T>,
    name: fn(T) -> &'static str,
) -> Result<(), TestCaseError> {
    let read = parse(text);
    prop_assert_eq!(serde_json::from_value::<T>(json!(text)).ok(), read);
    prop_assert_eq!(read.map(name).unwrap_or(text), text);
    Ok(())
}

proptest! {
    #[test]
    fn a_text_is_trimmed_bounded_and_printable(typed in like(&["봄날국수", "연희로 12길 8", " 문 앞에\n두고 가 주세요 ", "tok_ok"])) {
        let single = [
            (text::<Name>(&typed)?, Name::MAX),
            (text::<AddressLine>(&typed)?, AddressLine::MAX),
            (text::<ParcelText>(&typed)?, ParcelText::MAX),
            (text::<CardToken>(&typed)?, CardToken::MAX),
        ];
        let lines = [
            (text::<Description>(&typed)?, Description::MAX),
            (text::<Note>(&typed)?, Note::MAX),
            (text::<Reason>(&typed)?, Reason::MAX),
        ];
        prop_assert!(single.iter().all(|(kept, _)| kept.as_ref().is_none_or(|kept| !kept.contains(char::is_control))));
        for (kept, most) in single.into_iter().chain(lines) {
            let Some(kept) = kept else { continue };
            prop_assert!(!kept.is_empty() && kept.trim() == kept && kept.chars().count() <= most && !kept.contains('\0'));
        }
        prop_assert_eq!(Note::optional(&typed) == Ok(None), Note::try_from(typed) == Err(NotAText::Empty));
    }

    #[test]
    fn an_email_is_an_address_in_lower_case(typed in like(&["kim@example.com", " Kim.Yuna+한상@Mail.Example.COM ", "İ@example.com"])) {
        if let Some(kept) = text::<Email>(&typed)? {
            prop_assert_eq!(kept.to_lowercase(), kept.clone());
            prop_assert!(kept.len() <= 254 && kept.matches('@').count() == 1);
            prop_assert!(!kept.contains(|c: char| c.is_whitespace() || c.is_control()));
        }
    }

    #[test]
    fn a_phone_number_is_digits(typed in like(&["010-1234-5678", "+82 10 1234 5678", "119", "０１０-1234-5678"])) {
        if let Some(kept) = text::<Phone>(&typed)? {
            let digits = kept.strip_prefix('+').unwrap_or(&kept);
            prop_assert!(digits.bytes().all(|digit| digit.is_ascii_digit()) && (8..=15).contains(&digits.len()));
        }
    }

    #[test]
    fn a_password_is_kept_as_it_was_typed(typed in like(&["hansang-demo", "비밀번호는열글자이상", "         ", "\0\0\0\0\0\0\0\0\0\0"])) {
        match Password::try_from(typed.clone()) {
            Ok(password) => prop_assert_eq!(password.expose(), typed),
            Err(_) => prop_assert!(!(10..=128).contains(&typed.chars().count())),
        }
    }

    #[test]
    fn a_time_of_day_is_within_the_day(typed in like(&["00:00", "09:30", "24:00", "+9:30", "-1:00", "０9:30"])) {
        if let Some(kept) = text::<WallTime>(&typed)? {
            prop_assert_eq!(&kept, &typed, "there is one way to write it");
            prop_assert!(kept.as_str() <= "24:00");
        }
    }

    #[test]
    fn an_instant_reads_back(typed in like(&[
        "2026-11-20T09:30:00Z",
        "2024-02-29 23:59:60.123456789+23:59",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31t23:59:59.999999-12:00",
    ])) {
        let read = typed.parse::<Timestamp>();
        prop_assert_eq!(serde_json::from_value::<Timestamp>(json!(typed)).ok(), read.ok());
        if let Ok(at) = read {
            prop_assert_eq!(at.to_string().parse(), Ok(at));
            prop_assert_eq!(serde_json::from_value::<SoldOut>(json!(typed)).ok(), Some(SoldOut::Until(at)));
        }
    }

    /// However far away, an instant can be reckoned with and is still written as one.
    #[test]
    fn every_instant_has_a_day(micros in any::<i64>(), minutes in any::<i64>()) {
        let at = Timestamp::from_micros(micros);
        for derived in [at.plus_minutes(minutes), at.start_of_day_in_seoul()] {
            prop_assert_eq!(derived.to_string().parse(), Ok(derived));
        }
        prop_assert!(at.start_of_day_in_seoul() <= at);
        let (day, minute) = at.in_seoul();
        prop_assert!(day < 7 && minute < 24 * 60);
    }

    #[test]
    fn an_id_reads_back(typed in like(&["018f7f4e-8a3b-7c11-9d55-0123456789ab", "{018F7F4E8A3B7C119D550123456789AB}", "urn:uuid:0"])) {
        let read = typed.parse::<OrderId>().ok();
        prop_assert_eq!(serde_json::from_value::<OrderId>(json!(typed)).ok(), read);
        prop_assert_eq!(read.map(|id| id.to_string().parse().ok()), read.map(Some));
        prop_assert_eq!(typed.parse::<CommandId>().ok().map(|id| id.0), read.map(|id| id.0));
    }

    #[test]
    fn words_are_read_as_they_are_written(typed in like(&[
        "customer", "owner", "rider", "operator", "restaurant", "cafe", "meal_kit", "awaiting_payment", "picked_up", "cancelled",
        "alimtalk", "sms", "web_push", "inbox", "pending", "sent", "failed", "dead",
    ])) {
        word(&typed, Role::parse, Role::as_str)?;
        word(&typed, StoreKind::parse, StoreKind::as_str)?;
        word(&typed, Status::parse, Status::as_str)?;
        word(&typed, Channel::parse, Channel::as_str)?;
        word(&typed, NotificationStatus::parse, NotificationStatus::as_str)?;
    }

    #[test]
    fn a_number_on_a_bag_may_be_typed_carelessly(id in any::<u128>(), typed in like(&["B-4821", "b 4821", "4821"])) {
        let number = OrderNumber::of(OrderId(uuid::Uuid::from_u128(id)));
        prop_assert!(number.is_meant_by(&number.as_str().to_lowercase().replace('-', " ")));
        prop_assert_eq!(OrderNumber::of(OrderId(uuid::Uuid::from_u128(id))), number.clone());
        if number.is_meant_by(&typed) {
            prop_assert_eq!(typed.chars().filter(char::is_ascii_alphanumeric).count(), 5);
        }
    }

    #[test]
    fn an_area_is_a_part_of_its_address(typed in like(&["연희로 12길 8-1, 302호", "12 Main Street, Apt 4", "8 9길", "(8"])) {
        let Ok(line) = AddressLine::try_from(typed) else { return Ok(()) };
        let address = Address { line, detail: None, position: Position::new(37.5, 127.0).unwrap() };
        prop_assert!(address.area().split_whitespace().all(|word| address.line.as_str().contains(word)));
    }

    #[test]
    fn a_number_is_in_its_range_or_refused(any in prop_oneof![any::<i64>(), -1..=256_i64, 999_999_999..=1_000_000_001_i64]) {
        number::<Money>(any, 0..=1_000_000_000)?;
        number::<Quantity>(any, 1..=99)?;
        number::<PrepMinutes>(any, 1..=180)?;
    }

    #[test]
    fn a_position_is_on_the_earth_and_somewhere_from_every_other(lat in any::<f64>(), lng in any::<f64>(), near in -90.0..=90.0) {
        for position in [Position::new(lat, lng), Position::new(near, lng), Position::new(near, near * 2.0)].into_iter().flatten() {
            prop_assert!(position.lat().abs() <= 90.0 && position.lng().abs() <= 180.0);
            let half_around = 20_015_200;
            prop_assert!(position.metres_to(Position::new(-near, 180.0).unwrap()) <= half_around);
        }
    }
}
