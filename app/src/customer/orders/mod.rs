//! What somebody has ordered, and ordering it again.

mod api;
mod left_out;
mod page;
#[cfg(feature = "ssr")]
mod refill;
mod reorder;
mod row;

pub use left_out::LeftOut;
pub use page::OrdersPage;
pub use reorder::ReorderButton;
