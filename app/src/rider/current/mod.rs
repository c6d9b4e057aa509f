//! The delivery in hand.

pub mod api;
mod job;
mod page;
mod pickup;

pub use page::CurrentPage;
