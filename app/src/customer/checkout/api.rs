use crate::{customer::cart::CartView, failure::Failure};
use domain::{Address, OrderId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Checkout {
    Ready {
        cart: Box<CartView>,
        address: Address,
        /// All attempts from this page are one order.
        key: Uuid,
    },
    /// Nothing is in the cart.
    Empty,
    /// The browser is on its way to another page.
    Elsewhere,
}

/// The visitor's cart, ready to be paid. Customers only.
///
/// The key comes from the page's address, so that a double tap, a resent form, a reload and the back button all mean the same order. One that
/// has made an order already leads to that order, or, if nothing came of it, to a new key.
#[server(prefix = "/api/screens", endpoint = "customer/checkout")]
pub async fn load_checkout(key: Option<Uuid>) -> Result<Checkout, Failure> {
    use super::used_key;
    use crate::{
        backend::signed_in_as,
        customer::{
            address,
            cart::{kept, my_cart},
        },
    };
    use domain::Role;

    let customer = signed_in_as(Role::Customer)?;
    let cart = my_cart().await?;
    let elsewhere = match (key, &cart) {
        (Some(key), _) => used_key::leads_to(&customer, key).await?,
        (None, Some(cart)) => Some(format!("/checkout?key={}", cart.order_key)),
        (None, None) => None,
    };
    if let Some(elsewhere) = elsewhere {
        leptos_axum::redirect(&elsewhere, false);
        return Ok(Checkout::Elsewhere);
    }
    match (cart, key) {
        (Some(cart), Some(key)) => {
            kept::keep_key(key);
            Ok(Checkout::Ready { cart: Box::new(cart), address: address::kept::read()?, key })
        }
        _ => Ok(Checkout::Empty),
    }
}

/// Places and pays the order that the page showed, whatever the cart has become since. Customers only.
#[server(prefix = "/api/screens", endpoint = "customer/checkout/order")]
pub async fn place_order(
    key: Uuid,
    cart: String,
    #[server(default)] place: String,
    #[server(default)] detail: String,
    note: String,
    card: String,
) -> Result<OrderId, Failure> {
    use super::form;
    use crate::{
        backend::{backend, signed_in_as},
        customer::cart::kept,
        key::{fresh, of_chance},
    };
    use domain::{CommandId, Refusal, Role, order::Command, ports::Intent};

    let customer = signed_in_as(Role::Customer)?;
    let cart = form::cart(&cart)?;
    let wish = form::wish(&cart, &place, &detail, &note, card)?;
    let order_id = OrderId(of_chance(key)?);
    let intent = Intent { id: CommandId(order_id.0), order_id, actor: customer.into(), command: Command::Place(wish) };
    match backend()?.commands.dispatch(intent).await {
        Ok(_) => {
            if kept::read().is_some_and(|kept| form::is_same(&kept, &cart)) {
                kept::clear();
            }
            leptos_axum::redirect(&format!("/orders/{order_id}"), false);
            Ok(order_id)
        }
        // That order has ended; another try is another order.
        Err(refusal @ Refusal::PaymentDeclined { .. }) => {
            leptos_axum::redirect(&format!("/checkout?key={}&declined=1", fresh()), false);
            Err(refusal.into())
        }
        // It is placed and held; its own page says how it goes on. The cart stays until it is paid.
        Err(Refusal::PaymentBusy { order_id, .. }) => {
            leptos_axum::redirect(&format!("/orders/{order_id}"), false);
            Ok(order_id)
        }
        Err(refusal) => Err(refusal.into()),
    }
}
