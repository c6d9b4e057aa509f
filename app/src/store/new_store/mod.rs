//! Opening a store.

mod api;
mod page;

pub use page::NewStorePage;
