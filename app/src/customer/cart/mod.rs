//! The cart: one store's lines, kept in a cookie, shown beside today's menu.

mod api;
#[cfg(feature = "ssr")]
pub mod kept;
mod line;
pub mod lines;
mod page;
pub mod pricing;
mod sums;
mod view;
#[cfg(feature = "ssr")]
mod wish;

pub use api::{AddToCart, Addition, ChangeLine, ReplaceCart, my_cart};
pub use line::CartLines;
pub use page::{CartPage, ToCheckout};
pub use sums::{CartTotals, Minimum};
pub use view::{CartLineView, CartStore, CartView};
