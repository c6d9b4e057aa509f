//! The REST API through the real router, middleware and all, over a real socket.

mod accounts;
mod app;
mod catalogue;
mod guard;
mod idempotency;
mod input;
mod journey;
mod notifications;
mod overload;
mod pages;
mod roles;
mod streams;
