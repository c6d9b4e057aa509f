//! Amounts as owners type them.

use domain::Money;

/// Why what was typed is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotWon {
    /// Not in digits, or nothing at all.
    #[error("must be an amount in whole won")]
    NoNumber,
    /// More than [`Money::MAX`].
    #[error("must be at most 1000000000 won")]
    TooMuch,
}

/// Whole won; commas between the digits, and 원 after them, are as people write it.
pub fn won(text: &str) -> Result<Money, NotWon> {
    let text = text.trim();
    let digits = text.strip_suffix('원').unwrap_or(text).replace([',', ' '], "");
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(NotWon::NoNumber);
    }
    let amount = digits.parse::<i64>().ok();
    amount.and_then(|amount| Money::try_from(amount).ok()).ok_or(NotWon::TooMuch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    #[test]
    fn an_amount_may_be_written_as_people_write_it() {
        for text in ["12000", "12,000", "12,000원", " 12,000 원 ", "12 000", "+12000"] {
            assert_eq!(won(text), Ok(Money::won(12_000)), "{text:?}");
        }
        assert_eq!(won("0원"), Ok(Money::ZERO));
    }

    #[test]
    fn what_is_no_number_differs_from_what_is_too_much() {
        for text in ["", "원", "만원", "-1", "1.5", "12,000won"] {
            assert_eq!(won(text), Err(NotWon::NoNumber), "{text:?}");
        }
        assert_eq!(won("1,000,000,000"), Ok(Money::MAX));
        for text in ["1000000001", "99999999999999", "99999999999999999999999999"] {
            assert_eq!(won(text), Err(NotWon::TooMuch), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_reads_as_it_is_shown(amount in 0..=1_000_000_000_u32, nonsense in like(&["12,000원"])) {
            prop_assert_eq!(won(&format!("{}원", Money::won(amount))), Ok(Money::won(amount)));
            let _ = won(&nonsense);
        }
    }
}
