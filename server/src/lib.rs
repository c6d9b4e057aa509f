//! Everything that touches the world. `wiring` is the only place that composes.

pub mod clock;
pub mod database;
pub mod demo;
pub mod payment;
pub mod sandbox;
pub mod headers;
pub mod pages;
