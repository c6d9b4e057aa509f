//! The body that both databases share. `super` is the database it is compiled for.

use super::{Connection, Db, PARTS, Pools, Tx};
