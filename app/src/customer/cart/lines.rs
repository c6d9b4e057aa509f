use domain::{ChoiceId, MenuItemId, Money, Quantity, StoreId};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// What somebody wants from one store, as their browser keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cart {
    pub store: StoreId,
    pub lines: Vec<CartLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    pub item: MenuItemId,
    pub quantity: Quantity,
    /// Sorted, so that the same wishes are the same line.
    pub choices: Vec<ChoiceId>,
    /// Of one with its choices, as it was when it was put in.
    pub price: Money,
}

/// It was not written by us, or has been changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cart")]
pub struct NotACart;

impl Cart {
    pub fn of(store: StoreId) -> Cart {
        Cart { store, lines: Vec::new() }
    }

    /// Puts a line in. One that is there already grows, to 99 at most, and takes the newer price.
    pub fn add(&mut self, line: CartLine) {
        let same = self.lines.iter_mut().find(|other| other.item == line.item && other.choices == line.choices);
        match same {
            Some(other) => {
                let sum = i64::from(other.quantity) + i64::from(line.quantity);
                other.quantity = Quantity::try_from(sum.min(99)).unwrap_or(other.quantity);
                other.price = line.price;
            }
            None => self.lines.push(line),
        }
    }

    /// How many pieces there are.
    pub fn count(&self) -> u32 {
        self.lines.iter().map(|line| line.quantity.count()).sum()
    }
}

impl CartLine {
    pub fn new(item: MenuItemId, quantity: Quantity, mut choices: Vec<ChoiceId>, price: Money) -> CartLine {
        choices.sort();
        CartLine { item, quantity, choices, price }
    }
}

/// `store~line~line`, of characters that a cookie and a URL may hold as they are.
impl fmt::Display for Cart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.store.0.simple())?;
        self.lines.iter().try_for_each(|line| write!(f, "~{line}"))
    }
}

/// `item_quantity_price_choice.choice`.
impl fmt::Display for CartLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}_", self.item.0.simple(), self.quantity.count(), self.price.amount())?;
        for (index, choice) in self.choices.iter().enumerate() {
            let dot = if index == 0 { "" } else { "." };
            write!(f, "{dot}{}", choice.0.simple())?;
        }
        Ok(())
    }
}

impl FromStr for Cart {
    type Err = NotACart;

    fn from_str(text: &str) -> Result<Cart, NotACart> {
        let (store, lines) = text.split_once('~').unwrap_or((text, ""));
        let lines = lines.split('~').filter(|line| !line.is_empty()).map(str::parse).collect::<Result<_, _>>()?;
        Ok(Cart { store: StoreId(id(store)?), lines })
    }
}

impl FromStr for CartLine {
    type Err = NotACart;

    fn from_str(text: &str) -> Result<CartLine, NotACart> {
        let mut parts = text.split('_');
        let mut part = || parts.next().ok_or(NotACart);
        let (item, quantity, price, choices) = (part()?, part()?, part()?, part()?);
        let choices = choices.split('.').filter(|choice| !choice.is_empty()).map(|choice| id(choice).map(ChoiceId));
        Ok(CartLine::new(
            MenuItemId(id(item)?),
            number(quantity)?.try_into().map_err(|_| NotACart)?,
            choices.collect::<Result<_, _>>()?,
            number(price)?.try_into().map_err(|_| NotACart)?,
        ))
    }
}

fn id(text: &str) -> Result<Uuid, NotACart> {
    Uuid::try_parse(text).map_err(|_| NotACart)
}

fn number(text: &str) -> Result<i64, NotACart> {
    text.parse().map_err(|_| NotACart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    fn line(item: u128, quantity: i64, choices: &[u128], price: i64) -> CartLine {
        let choices = choices.iter().map(|choice| ChoiceId(Uuid::from_u128(*choice))).collect();
        CartLine::new(MenuItemId(Uuid::from_u128(item)), quantity.try_into().unwrap(), choices, price.try_into().unwrap())
    }

    #[test]
    fn a_cart_survives_being_written() {
        let mut cart = Cart::of(StoreId(Uuid::from_u128(7)));
        assert_eq!(cart.to_string().parse(), Ok(cart.clone()));
        cart.add(line(1, 2, &[9, 8], 11_000));
        cart.add(line(2, 1, &[], 0));
        assert_eq!(cart.to_string().parse(), Ok(cart));
    }

    #[test]
    fn the_same_wish_again_makes_its_line_grow() {
        let mut cart = Cart::of(StoreId(Uuid::from_u128(7)));
        cart.add(line(1, 60, &[8, 9], 10_000));
        cart.add(line(1, 60, &[9, 8], 11_000));
        cart.add(line(1, 1, &[], 9_000));
        assert_eq!(cart.lines.len(), 2);
        assert_eq!((cart.lines[0].quantity.count(), cart.lines[0].price), (99, Money::won(11_000)));
        assert_eq!(cart.count(), 100);
    }

    #[test]
    fn a_cart_that_was_tampered_with_is_none() {
        let good = Uuid::from_u128(7).simple().to_string();
        let bad = ["", "x", &format!("{good}~x"), &format!("{good}~{good}_0_1_"), &format!("{good}~{good}_1_-1_")];
        for text in bad {
            assert_eq!(text.parse::<Cart>(), Err(NotACart), "{text}");
        }
    }

    const WRITTEN: [&str; 4] = [
        "018f7f4e8a3b7c119d550123456789ab",
        "018f7f4e8a3b7c119d550123456789ab~018f7f4e8a3b7c119d550123456789ac_99_1000000000_",
        "018f7f4e8a3b7c119d550123456789ab_2_11000_018f7f4e8a3b7c119d550123456789ad.018f7f4e8a3b7c119d550123456789ac",
        "{018f7f4e-8a3b-7c11-9d55-0123456789ab}~018F7F4E8A3B7C119D550123456789AC_+7_007_..~~",
    ];

    proptest! {
        #[test]
        fn whatever_is_in_the_cookie_is_a_cart_or_none(text in like(&WRITTEN)) {
            if let Ok(cart) = text.parse::<Cart>() {
                prop_assert_eq!(cart.to_string().parse(), Ok(cart.clone()));
                prop_assert!(cart.count() as usize <= 99 * cart.lines.len());
            }
            if let Ok(line) = text.parse::<CartLine>() {
                prop_assert_eq!(line.to_string().parse(), Ok(line.clone()));
                prop_assert!(line.choices.is_sorted());
            }
        }
    }
}
