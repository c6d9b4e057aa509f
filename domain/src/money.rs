use serde::{Deserialize, Serialize};
use std::fmt;

/// Whole Korean won, 0 to 1,000,000,000. Sums that would leave the range are refused, never wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money(u32);

/// The amount lies outside 0 to 1,000,000,000 won.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an amount lies between 0 and 1,000,000,000 won")]
pub struct OutOfRange;

impl Money {
    pub const ZERO: Money = Money(0);
    pub const MAX: Money = Money(1_000_000_000);

    /// An amount known when the program is written; a wrong one does not compile in a `const`.
    pub const fn won(amount: u32) -> Money {
        assert!(amount <= Money::MAX.0, "an amount lies between 0 and 1,000,000,000 won");
        Money(amount)
    }

    pub fn plus(self, other: Money) -> Result<Money, OutOfRange> {
        Money::try_from(i64::from(self.0) + i64::from(other.0))
    }

    pub fn minus(self, other: Money) -> Result<Money, OutOfRange> {
        Money::try_from(i64::from(self.0) - i64::from(other.0))
    }

    pub fn times(self, factor: u32) -> Result<Money, OutOfRange> {
        Money::try_from(i64::from(self.0) * i64::from(factor))
    }

    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, OutOfRange> {
        amounts.into_iter().try_fold(Money::ZERO, Money::plus)
    }

    /// The amount in won.
    pub const fn amount(self) -> u32 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl TryFrom<i64> for Money {
    type Error = OutOfRange;

    fn try_from(amount: i64) -> Result<Money, OutOfRange> {
        match u32::try_from(amount) {
            Ok(won) if won <= Money::MAX.0 => Ok(Money(won)),
            _ => Err(OutOfRange),
        }
    }
}

impl From<Money> for i64 {
    fn from(money: Money) -> i64 {
        i64::from(money.0)
    }
}

/// Digits in groups of three, without a unit: `20,900`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_reads_in_groups_of_three() {
        assert_eq!(Money::won(0).to_string(), "0");
        assert_eq!(Money::won(900).to_string(), "900");
        assert_eq!(Money::won(20_900).to_string(), "20,900");
        assert_eq!(Money::won(1_000_000_000).to_string(), "1,000,000,000");
    }

    proptest! {
        #[test]
        fn sums_stay_in_range_or_are_refused(a in 0i64..=1_000_000_000, b in 0i64..=1_000_000_000, n in any::<u32>()) {
            let (x, y) = (Money::try_from(a).unwrap(), Money::try_from(b).unwrap());
            prop_assert_eq!(x.plus(y).ok().map(i64::from), Some(a + b).filter(|sum| *sum <= 1_000_000_000));
            prop_assert_eq!(x.minus(y).ok().map(i64::from), Some(a - b).filter(|rest| *rest >= 0));
            let product = i128::from(a) * i128::from(n);
            prop_assert_eq!(x.times(n).is_ok(), product <= 1_000_000_000);
        }
    }
}
