//! What a store says about itself: place, money, hours, and how it is doing.

mod api;
mod mode_panel;
mod page;

pub use page::SettingsPage;
