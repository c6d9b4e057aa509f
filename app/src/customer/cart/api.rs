use super::view::CartView;
use crate::failure::Failure;
use domain::{ChoiceId, MenuItemId, Quantity, StoreId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of putting something into the cart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Addition {
    InCart,
    /// The cart is another store's. The line waits, written down, for a yes to replace it.
    OtherStore {
        line: String,
    },
}

/// The visitor's own cart beside today's menu; None when it is empty. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/cart")]
pub async fn my_cart() -> Result<Option<CartView>, Failure> {
    use super::kept;
    use crate::{backend::backend, customer::address, key};
    use domain::Refusal;

    let Some(cart) = kept::read() else { return Ok(None) };
    let place = address::kept::read()?.position;
    match backend()?.queries.store(cart.store).await {
        Ok(store) => Ok(Some(CartView::of(&cart, &store, place, kept::key().unwrap_or_else(key::fresh)))),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Puts an item in, with the choices ticked (whatever their fields are called). For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/cart/addition")]
pub async fn add_to_cart(
    store: StoreId,
    item: MenuItemId,
    quantity: Quantity,
    #[server(default)] choices: BTreeMap<String, ChoiceId>,
) -> Result<Addition, Failure> {
    use super::{kept, lines::Cart, wish};
    use crate::customer::forms::plain_form_goes_to;

    let line = wish::line(store, item, quantity, choices.into_values().collect()).await?;
    let mut cart = kept::read().unwrap_or(Cart::of(store));
    if cart.store != store {
        plain_form_goes_to(&format!("/stores/{store}?swap={line}"));
        return Ok(Addition::OtherStore { line: line.to_string() });
    }
    cart.add(line);
    kept::write(&cart)?;
    plain_form_goes_to(&format!("/stores/{store}?added={item}"));
    Ok(Addition::InCart)
}

/// Leaves the other store's cart and begins one with the line that waited. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/cart/replacement")]
pub async fn replace_cart(store: StoreId, line: String) -> Result<(), Failure> {
    use super::{
        kept,
        lines::{Cart, CartLine},
        wish,
    };
    use crate::customer::forms::plain_form_goes_to;
    use domain::Refusal;

    let CartLine { item, quantity, choices, .. } =
        line.parse().map_err(|_| Refusal::Malformed("not a line of a cart".to_owned()))?;
    let line = wish::line(store, item, quantity, choices).await?;
    kept::write(&Cart { store, lines: vec![line] })?;
    plain_form_goes_to(&format!("/stores/{store}?added={item}"));
    Ok(())
}

/// Sets how many of a line there are; 0 takes it out. The item tells that the line is still the one that was meant. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/cart/line")]
pub async fn change_line(line: usize, item: MenuItemId, quantity: u32) -> Result<(), Failure> {
    use super::kept;
    use domain::Refusal;

    let Some(mut cart) = kept::read() else { return Ok(()) };
    if cart.lines.get(line).is_some_and(|line| line.item == item) {
        match quantity {
            0 => drop(cart.lines.remove(line)),
            _ => {
                let quantity = i64::from(quantity).try_into().map_err(|unfit| Refusal::invalid("/quantity", unfit))?;
                cart.lines[line].quantity = quantity;
            }
        }
    }
    kept::write(&cart)
}
