//! What there is to eat near an address.

mod api;
mod banner;
mod map;
mod page;
mod search;
mod stores;
mod top;

pub use page::HomePage;
