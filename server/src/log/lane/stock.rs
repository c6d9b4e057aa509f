//! What a batch takes from and gives back to the stock, netted and written at its end.

use super::Writing;
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
    pub async fn apply(&mut self, writing: &mut impl Writing, moves: &[StockMove]) -> sqlx::Result<Result<(), MenuItemId>> {
        for StockMove { item, .. } in moves {
            if !self.items.contains_key(item) {
                let available = writing.stock(*item).await?;
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

    /// What changes, of items that are counted.
    pub fn moves(&self) -> impl Iterator<Item = StockMove> {
        let changed = self.items.iter().filter(|(_, entry)| entry.net != 0 && entry.available.is_some());
        changed.map(|(item, entry)| StockMove { item: *item, change: entry.net })
    }
}
