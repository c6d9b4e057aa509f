//! The rule book, told as stories: what had happened, what somebody then wanted, what followed.

mod story;
mod world;

mod cancellation;
mod number;
mod payment;
mod placement;
mod placement_problems;
mod policy;
mod receipt;
mod rider;
mod roles;
mod steps;
mod stock;
mod store;
mod visibility;

mod arbitrary;
mod histories;
mod log;
