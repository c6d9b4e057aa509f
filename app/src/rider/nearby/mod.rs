//! Deliveries that anybody may claim, nearest first.

mod api;
mod nearby_view;
mod offer;
mod offers;
mod online;
mod page;
mod start;

pub use page::NearbyPage;
