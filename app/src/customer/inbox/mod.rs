//! What somebody has been told.

mod api;
mod page;

pub use page::InboxPage;
