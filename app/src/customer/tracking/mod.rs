//! One order, live: where it is, what comes next, and what its customer can do.

mod api;
mod cancellation;
mod details;
mod ending;
mod held;
mod map;
mod page;
mod receipt;
mod rider;

pub use page::TrackingPage;
