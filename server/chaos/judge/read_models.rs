use super::{Breaches, Evidence, log::History};
use domain::{
    MenuItemId, OrderId, StoreId,
    order::{Order, Status},
};
use std::collections::BTreeMap;
use uuid::Uuid;

pub fn order_status(evidence: &Evidence) -> Breaches {
    let rows = evidence.tables.order_status.iter();
    let same = rows.map(|row| {
        let same = |History { order, .. }: &History| {
            is_row(order, &row.status, row.version, row.placed_at, &row.data)
                && row.customer_id == order.customer.id.0
                && row.rider_id == order.rider.as_ref().map(|rider| rider.id.0)
        };
        (row.order_id, evidence.log.histories.get(&OrderId(row.order_id)).is_some_and(same))
    });
    differences(evidence, same.collect(), |_| true)
}

pub fn store_board(evidence: &Evidence) -> Breaches {
    let rows = evidence.tables.store_board.iter();
    let same = rows.map(|row| {
        let same = |History { order, part, seq, .. }: &History| {
            is_row(order, &row.status, row.version, row.placed_at, &row.data)
                && row.store_id == order.store.id.0
                && (row.part, row.seq) == (*part, *seq)
                && row.total == i64::from(order.items_total)
        };
        (row.order_id, evidence.log.histories.get(&OrderId(row.order_id)).is_some_and(same))
    });
    differences(evidence, same.collect(), Order::was_paid)
}

pub fn rider_board(evidence: &Evidence) -> Breaches {
    let rows = evidence.tables.rider_board.iter();
    let same = rows.map(|(id, data)| {
        (*id, evidence.log.histories.get(&OrderId(*id)).is_some_and(|History { order, .. }| is_order(data, order)))
    });
    differences(evidence, same.collect(), |order| order.ride.is_some() && order.status == Status::Ready)
}

pub fn top_menus(evidence: &Evidence) -> Breaches {
    let rows = evidence.tables.top_menus.iter();
    let counted: BTreeMap<_, _> = rows.map(|(item, store, count)| (MenuItemId(*item), (StoreId(*store), *count))).collect();
    if counted == evidence.log.menus {
        return Vec::new();
    }
    vec![format!("counted {counted:?}, ordered {:?}", evidence.log.menus)]
}

/// Events that leave no trace move no cursor, so one may be behind.
pub fn cursors(evidence: &Evidence) -> Breaches {
    let heads: BTreeMap<i64, i64> = evidence.tables.parts.iter().copied().collect();
    let ahead = evidence.tables.cursors.iter().filter(|(_, part, seq)| heads.get(part).is_none_or(|head| seq > head));
    ahead.map(|(subscriber, part, seq)| format!("{subscriber} is at {seq} of partition {part}")).collect()
}

/// `rows`: the orders in a read model, and whether each is as the log has it. `belongs`: which orders should be there.
fn differences(evidence: &Evidence, rows: BTreeMap<Uuid, bool>, belongs: impl Fn(&Order) -> bool) -> Breaches {
    let wrong = rows.iter().filter(|(_, same)| !**same).map(|(id, _)| format!("{id} is not as the log has it"));
    let missing = evidence.orders().filter(|order| belongs(order) && !rows.contains_key(&order.id.0));
    let missing = missing.map(|order| format!("{} is missing", order.id));
    let known = |id: &Uuid| evidence.log.histories.get(&OrderId(*id)).is_some_and(|history| belongs(&history.order));
    let extra = rows.keys().filter(|id| !known(id)).map(|id| format!("{id} does not belong there"));
    wrong.chain(missing).chain(extra).collect()
}

fn is_row(order: &Order, status: &str, version: i64, placed_at: i64, data: &str) -> bool {
    order.status.as_str() == status
        && i64::from(order.version) == version
        && order.placed_at.micros() == placed_at
        && is_order(data, order)
}

fn is_order(data: &str, order: &Order) -> bool {
    serde_json::from_str::<Order>(data).is_ok_and(|kept| kept == *order)
}
