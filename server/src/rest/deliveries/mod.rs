//! `/deliveries`, as a rider

pub(super) mod claim;
pub(super) mod drop_off;
pub(super) mod mine;
pub(super) mod nearby;
pub(super) mod pickup;
