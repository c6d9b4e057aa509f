//! `/orders`, as the customer and as the store

pub(super) mod acceptance;
pub(super) mod cancellation;
pub(super) mod collection;
pub(super) mod cooking;
pub(super) mod drop_off;
pub(super) mod events;
pub(super) mod list;
pub(super) mod order;
pub(super) mod packing;
pub(super) mod payment;
pub(super) mod placing;
pub(super) mod receipt;
pub(super) mod rejection;
pub(super) mod shipment;
