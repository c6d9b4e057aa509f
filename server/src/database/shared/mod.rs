//! The body that both databases share. `super` is the database it is compiled for.

mod engine;
mod events;
mod lane;
mod live_source;
mod projections;
mod queries;
mod rows;
mod shop_table;
mod stock;
mod subscriber;
mod task_table;
mod tasks;

pub use engine::start;

use super::{Connection, Db, PARTS, Pools};
