//! Everything that touches the world. `wiring` is the only place that composes.
// Pages are deep types.
#![recursion_limit = "512"]
// The body that both databases share is compiled for each of them.
#![allow(clippy::duplicate_mod)]

pub mod accounts;
pub mod breaker;
pub mod clock;
pub mod config;
pub mod correlation;
pub mod crash;
pub mod database;
pub mod demo;
pub mod derived;
pub mod headers;
pub mod http;
pub mod idempotency;
pub mod log;
#[cfg(test)]
#[path = "../../domain/tests/decoders/nonsense.rs"]
mod nonsense;
pub mod notification;
pub mod ordering;
pub mod pages;
pub mod payment;
pub mod photos;
pub mod reconciliation;
pub mod reply;
pub mod rest;
pub mod sandbox;
pub mod shops;
pub mod streams;
pub mod supervision;
pub mod surprise;
pub mod telemetry;
pub mod tls;
pub mod wiring;
