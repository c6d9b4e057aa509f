//! What a batch takes from and gives back to the stock, netted and written at its end.

use super::{Connection, Db};
use domain::{MenuItemId, order::StockMove};
use std::collections::BTreeMap;

/// In id order, so that two lanes never wait for each other in a circle.
#[derive(Default)]
pub struct StockBook {
    items: BTreeMap<MenuItemId, Entry>,
}

struct Entry {
    /// As the database has it; None: not counted any more.
    available: Option<i64>,
    net: i64,
}

impl StockBook {
    /// All of a command's moves, or none: the item of which too little is left.
    pub async fn apply(&mut self, db: &mut Connection, moves: &[StockMove]) -> sqlx::Result<Result<(), MenuItemId>> {
        for StockMove { item, .. } in moves {
            if !self.items.contains_key(item) {
                let available = sqlx::query_scalar::<Db, i64>("SELECT available FROM stock WHERE item_id = $1");
                let available = available.bind(item.0).fetch_optional(&mut *db).await?;
                self.items.insert(*item, Entry { available, net: 0 });
            }
        }
        let short = moves.iter().find(|StockMove { item, change }| {
            self.items[item].available.is_some_and(|available| available + self.items[item].net + change < 0)
        });
        if let Some(short) = short {
            return Ok(Err(short.item));
        }
        for StockMove { item, change } in moves {
            if let Some(entry) = self.items.get_mut(item) {
                entry.net += change;
            }
        }
        Ok(Ok(()))
    }

    /// Conditional, since another lane may have been faster: then the whole batch is decided again.
    pub async fn write(&self, db: &mut Connection) -> sqlx::Result<()> {
        for (item, entry) in self.items.iter().filter(|(_, entry)| entry.net != 0 && entry.available.is_some()) {
            let changed = sqlx::query("UPDATE stock SET available = available + $1 WHERE item_id = $2 AND available + $3 >= 0")
                .bind(entry.net)
                .bind(item.0)
                .bind(entry.net)
                .execute(&mut *db)
                .await?;
            if changed.rows_affected() != 1 {
                return Err(sqlx::Error::Protocol(format!("the stock of {item} changed under a batch")));
            }
        }
        Ok(())
    }
}
