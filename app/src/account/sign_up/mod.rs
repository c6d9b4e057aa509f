//! Becoming a customer, an owner or a rider.

mod api;
mod page;
mod problems;
mod typed;

pub use page::SignUpPage;
