//! The REST API, version 1: the same commands, rules and words as the screens.

mod extract;
mod problem;

pub use extract::{IdPath, SignedIn};
pub use problem::Problem;
