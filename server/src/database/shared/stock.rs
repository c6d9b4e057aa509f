//! The stock of counted items.

use super::{Connection, Db};
use domain::{MenuItemId, order::StockMove};

/// How many are left; None: not counted.
pub async fn available(db: &mut Connection, item: MenuItemId) -> sqlx::Result<Option<i64>> {
    let available = sqlx::query_scalar::<Db, i64>("SELECT available FROM stock WHERE item_id = $1");
    available.bind(item.0).fetch_optional(db).await
}

/// Conditional, since another lane may have been faster: then the whole batch is decided again.
pub async fn change(db: &mut Connection, moves: impl Iterator<Item = StockMove>) -> sqlx::Result<()> {
    for StockMove { item, change } in moves {
        let changed = sqlx::query("UPDATE stock SET available = available + $1 WHERE item_id = $2 AND available + $3 >= 0")
            .bind(change)
            .bind(item.0)
            .bind(change)
            .execute(&mut *db)
            .await?;
        if changed.rows_affected() != 1 {
            return Err(sqlx::Error::Protocol(format!("the stock of {item} changed under a batch")));
        }
    }
    Ok(())
}
