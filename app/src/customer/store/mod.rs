//! A store's page: its menu, an item's sheet with options, and the cart beside it.

mod api;
mod cart_panel;
mod choices;
mod head;
mod item;
mod menu;
mod page;
mod swap;

pub use page::StorePage;
