//! Small helpers that statements share.

use super::Db;
use sqlx::{Encode, QueryBuilder, Type};

/// `(…, …)` with one placeholder for each value, for `IN`.
pub fn push_list<'a, T>(query: &mut QueryBuilder<Db>, values: impl IntoIterator<Item = T>)
where
    T: 'a + Encode<'a, Db> + Type<Db>,
{
    query.push("(");
    let mut list = query.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    query.push(")");
}

/// A row whose JSON is not what this program writes: a bug or a broken disk.
pub fn decode<T: serde::de::DeserializeOwned>(json: &str) -> sqlx::Result<T> {
    serde_json::from_str(json).map_err(|error| sqlx::Error::Decode(error.into()))
}

pub fn encode(value: &impl serde::Serialize) -> sqlx::Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// What somebody outside said, as both databases keep it: the texts of PostgreSQL hold no NUL.
pub fn said(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_anybodys_words_holds_no_nul() {
        assert_eq!(said("no\0 such number"), "no\u{fffd} such number");
    }
}
