//! The words and rules of the trade: pure Rust, shared by the browser and the server.
//!
//! No clock, no database and no random number is known here: whoever asks brings the facts.

pub mod account;
pub mod delivery;
pub mod geo;
pub mod ids;
pub mod money;
pub mod order;
pub mod page;
pub mod planted;
pub mod ports;
pub mod quantity;
pub mod refusal;
pub mod store;
pub mod text;
pub mod time;
pub mod views;

pub use account::{Account, Actor, Role};
pub use geo::{Address, Position};
pub use ids::*;
pub use money::Money;
pub use page::{Page, PageRequest};
pub use quantity::Quantity;
pub use refusal::{Problem, Refusal};
pub use time::Timestamp;
