//! The kitchen's board: every order that is paid and not done, live.

mod actions;
mod answer;
mod api;
mod board_view;
mod head;
mod keys;
mod page;
mod rejection;
mod shipment;
mod sound;
mod steps;
mod ticket;
mod tickets;
mod title;

pub use page::BoardPage;
