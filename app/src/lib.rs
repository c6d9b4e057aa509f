//! The screens of Hansang, rendered on the server and hydrated in the browser.
//!
//! `routes.rs` says which address shows which page; `customer/`, `store/`, `rider/` and `account/` hold one folder a screen.

// A view's type is as deep as the page; a whole page is deeper than the compiler follows by itself.
#![recursion_limit = "1024"]

pub mod account;
#[cfg(feature = "ssr")]
pub mod backend;
pub mod clock;
pub mod components;
pub mod customer;
pub mod failure;
pub mod key;
pub mod lang;
pub mod live;
#[cfg(test)]
#[path = "../../domain/tests/decoders/nonsense.rs"]
mod nonsense;
pub mod rider;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod store;

pub use routes::App;
