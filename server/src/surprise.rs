use domain::{Refusal, ports::Answer};
use std::fmt::Display;

/// Turns a surprise (database, disk, a broken row) into the refusal that a person may see, and logs it: here, once.
pub trait OrInternal<T> {
    /// `doing` completes "failed at …".
    fn or_internal(self, doing: &'static str) -> Answer<T>;
}

impl<T, E: Display> OrInternal<T> for Result<T, E> {
    fn or_internal(self, doing: &'static str) -> Answer<T> {
        self.map_err(|error| {
            tracing::error!(%error, "failed at {doing}");
            Refusal::Internal
        })
    }
}
