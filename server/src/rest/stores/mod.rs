//! `/stores`

pub(super) mod changes;
pub(super) mod menu_items;
pub(super) mod nearby;
pub(super) mod opening;
pub(super) mod orders;
pub(super) mod store;
