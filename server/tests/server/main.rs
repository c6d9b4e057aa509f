//! The server from outside its modules: every test here runs on SQLite, and on PostgreSQL when `HANSANG_TEST_POSTGRES` names a server.

mod demo;
mod http;
mod kill;
mod log;
mod support;
