//! The demo neighbourhood that fills an empty database under `--demo`: its people, its stores, and what was ordered so far.
//!
//! All of it goes through the ports that screens and API use. Ids follow from names, so loading that was cut short is
//! simply done again, and what is there already stays as it is.

pub mod data;
mod history;
mod ids;
mod loader;
mod newcomers;

pub use history::History;
pub use loader::{LoadError, Loaded, load};
pub use newcomers::Newcomers;
