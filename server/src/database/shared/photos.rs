//! Photos of menu items.

use super::{Connection, Db, Pools};
use crate::{photos::Photos, surprise::OrInternal};
use async_trait::async_trait;
use domain::{MenuItemId, ports::Answer};
use uuid::Uuid;

pub struct SqlPhotos {
    pub pools: Pools,
}

#[async_trait]
impl Photos for SqlPhotos {
    async fn photo(&self, id: Uuid) -> Answer<Option<Vec<u8>>> {
        sqlx::query_scalar::<Db, Vec<u8>>("SELECT image FROM photo WHERE id = $1")
            .bind(id)
            .fetch_optional(self.pools.read())
            .await
            .or_internal("reading a photo")
    }
}

/// An item has one photo; the earlier one goes.
pub async fn replace(db: &mut Connection, item: MenuItemId, id: Uuid, image: &[u8]) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM photo WHERE item_id = $1").bind(item.0).execute(&mut *db).await?;
    sqlx::query("INSERT INTO photo (id, item_id, image) VALUES ($1, $2, $3)")
        .bind(id)
        .bind(item.0)
        .bind(image)
        .execute(db)
        .await?;
    Ok(())
}
