use domain::{Refusal, ports::Answer};
use std::{any::Any, fmt::Display};

/// Turns a surprise (database, disk, a broken row) into the refusal that a person may see, and logs it: here, once.
pub trait OrInternal<T> {
    /// `doing` completes "failed at …".
    fn or_internal(self, doing: &'static str) -> Answer<T>;
}

impl<T, E: Display + 'static> OrInternal<T> for Result<T, E> {
    fn or_internal(self, doing: &'static str) -> Answer<T> {
        self.map_err(|error| {
            tracing::error!(%error, "failed at {doing}");
            (&error as &dyn Any).downcast_ref().map_or(Refusal::Internal, refusal)
        })
    }
}

/// What a person hears of a database's error: one that is not there, or has no connection to spare, is worth another try.
pub fn refusal(error: &sqlx::Error) -> Refusal {
    use sqlx::Error::*;
    match error {
        Io(_) | Tls(_) | PoolTimedOut | PoolClosed | WorkerCrashed => Refusal::Overloaded { retry_after: 2 },
        _ => Refusal::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_away_is_worth_another_try_and_a_broken_row_is_not() {
        let away: Result<(), _> = Err(sqlx::Error::PoolTimedOut);
        assert_eq!(away.or_internal("looking"), Err(Refusal::Overloaded { retry_after: 2 }));
        let broken: Result<(), _> = Err(sqlx::Error::RowNotFound);
        assert_eq!(broken.or_internal("looking"), Err(Refusal::Internal));
        let other: Result<(), _> = Err("no such thing");
        assert_eq!(other.or_internal("looking"), Err(Refusal::Internal));
    }
}
