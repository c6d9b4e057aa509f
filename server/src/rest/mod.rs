//! The REST API, version 1: the same commands, rules and words as the screens. `routes.rs` is the table of all of it.

mod accounts;
mod api;
mod deliveries;
mod docs;
mod extract;
mod json;
mod me;
mod menu_items;
mod notifications;
mod orders;
mod paging;
mod photo;
mod probes;
mod problem;
mod query;
mod rider;
mod routes;
mod sessions;
mod stores;
mod top_menus;

pub use api::Api;
use api::Stepped;
pub use extract::{Customer, IdPath, Owner, Rider, SignedIn};
pub use json::Json;
pub use probes::{Health, Probes, probes};
pub use problem::{KeyReused, Problem};
pub use query::{At, Query};
pub use routes::router;

/// What a handler gives: an answer, or a refusal as problem+json.
pub type Answer<T> = Result<T, Problem>;
