//! What today has brought.

mod api;
mod page;

pub use page::EarningsPage;
