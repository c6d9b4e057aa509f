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
use uuid::Uuid;

pub fn cart(text: &str) -> Result<Cart, Failure> {
    text.parse().map_err(|_| Refusal::Malformed("not a cart".to_owned()).into())
}

/// A random id, or one of time and chance: never one that names something else.
pub fn key(key: Uuid) -> Result<Uuid, Failure> {
    match key.get_version_num() {
        4 | 7 => Ok(key),
        _ => Err(Refusal::invalid("/key", "must be a UUID of version 4 or 7").into()),
    }
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
