use crate::Money;

/// A payment gateway as it should be: one payment an order, each refunded at most once, however often it is asked.
#[derive(Debug, Default)]
pub struct Gateway {
    pub charged: Option<Money>,
    pub refunded: Option<Money>,
}

/// How the outside world answers when it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    Fine,
    Declining,
    /// It surely did nothing.
    Busy,
    /// It did its work and the answer got lost.
    Lossy,
    /// It did nothing, and nobody knows that.
    Silent,
}

impl Weather {
    pub const ALL: [Weather; 5] = [Weather::Fine, Weather::Declining, Weather::Busy, Weather::Lossy, Weather::Silent];
}

impl Gateway {
    pub fn charge(&mut self, amount: Money) {
        assert_eq!(self.charged, None, "charged twice");
        self.charged = Some(amount);
    }

    pub fn refund(&mut self, amount: Money) {
        self.refunded = Some(amount);
    }

    /// What it has kept.
    pub fn balance(&self) -> Money {
        let kept = self.charged.unwrap_or_default();
        kept.minus(self.refunded.unwrap_or_default()).expect("refunded more than was charged")
    }
}
