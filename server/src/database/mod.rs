//! Storage on SQLite and PostgreSQL from one body of code: `shared/` is compiled once for each, with concrete types.
//!
//! SQL that runs on both: `$1` placeholders, `ON CONFLICT … DO UPDATE`, `RETURNING`, BIGINT times (µs) and money, UUIDs bound natively,
//! JSON as text; no `now()`, arrays, booleans or engine functions.

pub mod postgres;
pub mod sqlite;
mod storage;

pub use storage::{Reachable, Stop, Storage, StorageSettings};

use std::{path::PathBuf, str::FromStr};

/// Where everything is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file; it is made when it is missing.
    Sqlite(PathBuf),
    /// A connection string of PostgreSQL.
    Postgres(String),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a database is sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")]
pub struct NotADatabase;

impl FromStr for DatabaseUrl {
    type Err = NotADatabase;

    fn from_str(text: &str) -> Result<DatabaseUrl, NotADatabase> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(DatabaseUrl::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(DatabaseUrl::Sqlite(PathBuf::from(path))),
            _ => Err(NotADatabase),
        }
    }
}

/// Opens the database, brings its tables up to date, and starts what works on it.
pub async fn open(url: &DatabaseUrl, settings: &StorageSettings) -> sqlx::Result<Storage> {
    match url {
        DatabaseUrl::Sqlite(path) => sqlite::shared::start(sqlite::Pools::open(path).await?, settings).await,
        DatabaseUrl::Postgres(url) => postgres::shared::start(postgres::Pools::open(url).await?, settings).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_database_is_named_or_refused(text in like(&[
            "sqlite:/var/lib/hansang/hansang.db",
            "postgres://hansang:secret@localhost/hansang",
            "postgresql://localhost/hansang",
        ])) {
            match text.parse::<DatabaseUrl>() {
                Ok(DatabaseUrl::Sqlite(file)) => prop_assert_eq!(file.to_str(), text.strip_prefix("sqlite:")),
                Ok(DatabaseUrl::Postgres(url)) => prop_assert_eq!(url, text),
                Err(NotADatabase) => prop_assert!(!text.starts_with("postgres://")),
            }
        }
    }
}
