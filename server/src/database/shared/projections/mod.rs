//! Read models: each a fold of the log into a table of its own.

mod inbox;
mod order_status;
mod rider_board;
mod store_board;
mod top_menus;

pub use inbox::Inbox;
pub use order_status::OrderStatus;
pub use rider_board::RiderBoard;
pub use store_board::StoreBoard;
pub use top_menus::TopMenus;

use super::{Connection, Db, rows, subscriber::Projection};
use crate::log::{Change, Topic};
use domain::order::{Event, Status};
use std::{collections::BTreeMap, sync::Arc};

/// The last change of each order: what a read model that keeps one row an order has to write.
fn latest(changes: &[Arc<Change>]) -> Vec<&Arc<Change>> {
    let mut latest = BTreeMap::new();
    for change in changes {
        latest.insert(change.order.id, change);
    }
    latest.into_values().collect()
}
