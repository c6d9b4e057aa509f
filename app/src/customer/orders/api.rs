use crate::failure::Failure;
use domain::{OrderId, Page, Timestamp, text::Name, views::OrderView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MyOrders {
    pub page: Page<OrderView>,
    pub now: Timestamp,
}

/// The customer's own orders, newest first.
#[server(prefix = "/api/screens", endpoint = "customer/orders")]
pub async fn load_orders(cursor: Option<String>) -> Result<MyOrders, Failure> {
    use crate::{
        backend::{backend, signed_in_as},
        clock,
    };
    use domain::{PageRequest, Role};

    let customer = signed_in_as(Role::Customer)?;
    let page = backend()?.queries.orders(&customer, PageRequest { cursor, ..PageRequest::default() }).await?;
    Ok(MyOrders { page, now: clock::now() })
}

/// Fills the cart with what can still be ordered of an order; true when there is a cart that first has to be given up (`replace`).
/// Its customer only.
#[server(prefix = "/api/screens", endpoint = "customer/orders/again")]
pub async fn reorder(order: OrderId, #[server(default)] replace: bool) -> Result<bool, Failure> {
    use super::refill;
    use crate::{
        backend::{backend, signed_in_as},
        customer::cart::kept,
    };
    use domain::Role;

    let customer = signed_in_as(Role::Customer)?;
    let order = backend()?.queries.order(&customer, order).await?;
    if kept::read().is_some() && !replace {
        leptos_axum::redirect(&format!("/orders?again={}", order.id), false);
        return Ok(true);
    }
    let store = backend()?.queries.store(order.store.id).await?;
    kept::write(&refill::possible(&order, &store))?;
    leptos_axum::redirect(&format!("/cart?reordered={}", order.id), false);
    Ok(false)
}

/// What of an order is not in the cart. Its customer only.
#[server(prefix = "/api/screens", endpoint = "customer/orders/left-out")]
pub async fn left_out(order: OrderId) -> Result<Vec<Name>, Failure> {
    use crate::{
        backend::{backend, signed_in_as},
        customer::cart::kept,
    };
    use domain::Role;

    let customer = signed_in_as(Role::Customer)?;
    let order = backend()?.queries.order(&customer, order).await?;
    let cart = kept::read();
    let is_in = |item| cart.as_ref().is_some_and(|cart| cart.lines.iter().any(|line| line.item == item));
    Ok(order.lines.into_iter().filter(|line| !is_in(line.menu_item_id)).map(|line| line.name).collect())
}
