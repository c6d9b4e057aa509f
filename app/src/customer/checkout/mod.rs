//! Where to, with what, for how much: one button makes an order of a cart.

mod api;
#[cfg(feature = "ssr")]
mod form;
mod page;
mod refusals;
mod summary;
#[cfg(feature = "ssr")]
mod used_key;

pub use page::CheckoutPage;
