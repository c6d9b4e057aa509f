//! The table of stores.

use super::super::{Connection, Db, rows};
use domain::{StoreId, Timestamp, store::Store};

/// Does nothing if there is one with this id.
pub async fn insert(db: &mut Connection, store: &Store, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO store (id, owner_id, data, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING")
        .bind(store.id.0)
        .bind(store.owner.0)
        .bind(rows::encode(store)?)
        .bind(now.micros())
        .execute(db)
        .await?;
    Ok(())
}

/// Reads a store and keeps others from changing it until the transaction ends: an update of nothing locks the row on both databases.
pub async fn lock(db: &mut Connection, id: StoreId) -> sqlx::Result<Option<Store>> {
    let data = sqlx::query_scalar::<Db, String>("UPDATE store SET data = data WHERE id = $1 RETURNING data")
        .bind(id.0)
        .fetch_optional(db)
        .await?;
    data.map(|data| rows::decode(&data)).transpose()
}

pub async fn update(db: &mut Connection, store: &Store) -> sqlx::Result<()> {
    sqlx::query("UPDATE store SET data = $1 WHERE id = $2").bind(rows::encode(store)?).bind(store.id.0).execute(db).await?;
    Ok(())
}
