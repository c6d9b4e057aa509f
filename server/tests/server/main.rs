//! The server from outside its modules: every test here runs on SQLite, and on PostgreSQL when `HANSANG_TEST_POSTGRES` names a server.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod demo;
mod drain;
mod http;
mod isolation;
mod kill;
mod log;
mod messages;
mod nonsense;
mod support;
