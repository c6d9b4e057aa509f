//! The body that both databases share. `super` is the database it is compiled for.

pub mod accounts;
pub mod answers;
mod books_table;
pub mod catalogue;
mod engine;
mod events;
mod housekeeping;
mod lane;
mod live_source;
mod newcomers;
mod outbox_table;
pub mod photos;
mod projections;
mod queries;
pub mod riders;
mod rows;
mod shop_table;
mod stock;
mod subscriber;
mod task_table;
mod tasks;

pub use engine::start;

use super::{ALONE, Connection, Db, PARTS, Pools, Tx};
