use super::*;
use crate::{
    planted::{Bug, planted},
    refusal::Refusal,
};

/// How much the stock of an item changes: negative holds, positive gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockMove {
    pub item: MenuItemId,
    pub change: i64,
}

/// Stock is held when an order is placed and comes back when it ends without being a deal. Only counted items move.
pub fn stock_moves(order: &Order, event: &Event) -> Vec<StockMove> {
    let direction = match event {
        Event::Placed(_) => -1,
        Event::Expired {} if planted(Bug::StockNeverReleased) => return Vec::new(),
        Event::Expired {} | Event::Rejected { .. } | Event::Cancelled { .. } => 1,
        _ => return Vec::new(),
    };
    let mut moves: Vec<StockMove> = Vec::new();
    for line in order.lines.iter().filter(|line| line.counted) {
        let change = direction * i64::from(line.quantity.count());
        match moves.iter_mut().find(|held| held.item == line.menu_item_id) {
            Some(held) => held.change += change,
            None => moves.push(StockMove { item: line.menu_item_id, change }),
        }
    }
    moves
}

/// What a customer hears whose order came a moment too late for the last ones.
pub fn out_of_stock(order: &Order, item: MenuItemId) -> Refusal {
    let short = order.lines.iter().enumerate().filter(|(_, line)| line.menu_item_id == item);
    Refusal::CannotOrder(short.map(|(index, line)| placement::out_of_stock(index, &line.name)).collect())
}
