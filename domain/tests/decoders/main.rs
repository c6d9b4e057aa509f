//! Every reader of what comes from outside: it reads or refuses and never falls over, and what it has read is written so that it reads
//! the same again.
#![allow(clippy::unwrap_used)]

mod examples;
mod forms;
mod json;
mod nonsense;
mod stored;
mod words;
