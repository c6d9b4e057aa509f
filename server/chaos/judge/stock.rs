use super::{Breaches, Evidence};
use domain::{MenuItemId, order::Status};
use std::collections::HashMap;

/// What is left and what is held, or was handed over, is what there was.
pub fn is_conserved(evidence: &Evidence) -> Breaches {
    let mut gone: HashMap<MenuItemId, i64> = HashMap::new();
    let holding = |status: Status| !matches!(status, Status::Expired | Status::Rejected | Status::Cancelled);
    for order in evidence.orders().filter(|order| holding(order.status)) {
        for line in order.lines.iter().filter(|line| line.counted) {
            *gone.entry(line.menu_item_id).or_default() += i64::from(line.quantity.count());
        }
    }
    let left: HashMap<MenuItemId, i64> = evidence.tables.stock.iter().map(|(item, left)| (MenuItemId(*item), *left)).collect();
    let wrong = evidence.stock.iter().filter_map(|(item, before)| {
        let (left, gone) = (left.get(item).copied(), gone.get(item).copied().unwrap_or(0));
        let right = left.is_some_and(|left| left >= 0 && left + gone == *before);
        (!right).then(|| format!("{item}: there were {before}, {gone} are with orders, {left:?} are left"))
    });
    wrong.collect()
}
