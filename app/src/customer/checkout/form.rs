//! The checkout's fields, parsed.

use crate::{
    customer::{address::place::Place, cart::lines::Cart},
    failure::Failure,
};
use domain::{
    Refusal,
    order::{LineRequest, PlaceOrder},
    text::{AddressLine, CardToken, Note},
};

pub fn cart(text: &str) -> Result<Cart, Failure> {
    text.parse().map_err(|_| Refusal::Malformed("not a cart".to_owned()).into())
}

pub fn wish(cart: &Cart, place: &str, detail: &str, note: &str, card: String) -> Result<PlaceOrder, Failure> {
    let detail = AddressLine::optional(detail).map_err(|unfit| Refusal::invalid("/address/detail", unfit))?;
    let place = Some(place).filter(|place| !place.is_empty()).map(str::parse::<Place>).transpose();
    let lines = cart.lines.iter().map(|line| LineRequest {
        menu_item_id: line.item,
        quantity: line.quantity,
        choice_ids: line.choices.clone(),
        expected_price: Some(line.price),
    });
    Ok(PlaceOrder {
        store_id: cart.store,
        lines: lines.collect(),
        address: place.map_err(|unfit| Refusal::invalid("/address", unfit))?.map(|place| place.with_detail(detail)),
        note: Note::optional(note).map_err(|unfit| Refusal::invalid("/note", unfit))?,
        card: CardToken::try_from(card).map_err(|unfit| Refusal::invalid("/payment/token", unfit))?,
    })
}

/// Whether two carts hold the same things, whatever they cost.
pub fn is_same(one: &Cart, other: &Cart) -> bool {
    let things = |cart: &Cart| cart.lines.iter().map(|line| (line.item, line.quantity, line.choices.clone())).collect::<Vec<_>>();
    one.store == other.store && things(one) == things(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{customer::address::place::KNOWN, nonsense::like};
    use proptest::prelude::*;

    const CART: &str =
        "018f7f4e8a3b7c119d550123456789ab~018f7f4e8a3b7c119d550123456789ac_2_11000_018f7f4e8a3b7c119d550123456789ad";

    proptest! {
        #[test]
        fn whatever_is_sent_is_a_wish_or_refused(
            lines in prop_oneof![2 => Just(CART.to_owned()), 1 => like(&[CART])],
            place in prop_oneof![2 => Just(KNOWN[0].to_owned()), 1 => like(&[KNOWN[1]])],
            detail in like(&["302호"]),
            note in like(&["문 앞에\n두고 가 주세요"]),
            card in like(&["tok_ok"]),
        ) {
            let Ok(cart) = cart(&lines) else { return Ok(()) };
            prop_assert!(is_same(&cart, &cart.clone()));
            if let Ok(wish) = wish(&cart, &place, &detail, &note, card) {
                prop_assert_eq!(wish.lines.len(), cart.lines.len());
                prop_assert_eq!(wish.address.is_none(), place.is_empty());
                prop_assert_eq!(Ok(wish.note), Note::optional(&note));
            }
        }
    }
}
