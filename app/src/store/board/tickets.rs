//! What hangs on the board, kept by the versions of its orders.

use crate::lang::Lang;
use domain::{OrderId, order::Status, store::StoreKind, views::OrderView};
use std::collections::HashMap;

/// Where a ticket hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    New,
    Waiting,
    Making,
    Leaving,
}

impl Column {
    pub const ALL: [Column; 4] = [Column::New, Column::Waiting, Column::Making, Column::Leaving];

    /// None: it is done, or never came to the store.
    pub const fn of(status: Status) -> Option<Column> {
        match status {
            Status::Placed => Some(Column::New),
            Status::Accepted => Some(Column::Waiting),
            Status::Cooking | Status::Packing => Some(Column::Making),
            Status::Ready | Status::Claimed | Status::PickedUp | Status::Shipped => Some(Column::Leaving),
            _ => None,
        }
    }

    /// What hangs anywhere.
    #[cfg(feature = "ssr")]
    pub const STATUSES: [Status; 8] = [
        Status::Placed,
        Status::Accepted,
        Status::Cooking,
        Status::Packing,
        Status::Ready,
        Status::Claimed,
        Status::PickedUp,
        Status::Shipped,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Column::New => "new",
            Column::Waiting => "waiting",
            Column::Making => "making",
            Column::Leaving => "leaving",
        }
    }

    pub fn title(self, kind: StoreKind, lang: Lang) -> &'static str {
        let (ko, en) = match (self, kind) {
            (Column::New, _) => ("새 주문", "New"),
            (Column::Waiting, StoreKind::Restaurant) => ("조리 대기", "To cook"),
            (Column::Waiting, StoreKind::Cafe) => ("제조 대기", "To make"),
            (Column::Waiting, StoreKind::MealKit) => ("포장 대기", "To pack"),
            (Column::Making, StoreKind::Restaurant) => ("조리 중", "Cooking"),
            (Column::Making, StoreKind::Cafe) => ("만드는 중", "Making"),
            (Column::Making, StoreKind::MealKit) => ("포장 중", "Packing"),
            (Column::Leaving, StoreKind::Restaurant) => ("나갈 차례", "Going out"),
            (Column::Leaving, StoreKind::Cafe) => ("가져갈 차례", "To collect"),
            (Column::Leaving, StoreKind::MealKit) => ("배송 중", "Shipped"),
        };
        lang.pick(ko, en)
    }

    /// What an empty column says.
    pub fn nothing(self, lang: Lang) -> &'static str {
        let (ko, en) = match self {
            Column::New => ("새 주문을 기다리고 있어요", "Waiting for orders"),
            Column::Waiting => ("기다리는 주문이 없어요", "Nothing waits"),
            Column::Making => ("지금 만드는 것이 없어요", "Nothing is being made"),
            Column::Leaving => ("나갈 것이 없어요", "Nothing is going out"),
        };
        lang.pick(ko, en)
    }
}

/// The tickets, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Tickets {
    orders: Vec<OrderView>,
    /// Of every order ever seen: a late message about one that has left must not bring it back.
    versions: HashMap<OrderId, u32>,
}

/// What a message changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Known already, or not for the board.
    Nothing,
    /// A new order.
    Arrived,
    Moved,
    /// Done.
    Left,
    /// Ended before it was done, and was on the board.
    Lost(Box<OrderView>),
}

impl Tickets {
    pub fn new(orders: Vec<OrderView>) -> Tickets {
        let mut tickets = Tickets::default();
        for order in orders {
            tickets.apply(order);
        }
        tickets
    }

    /// Takes an order in, unless a later version is here already.
    pub fn apply(&mut self, order: OrderView) -> Change {
        let known = self.versions.get(&order.id).copied();
        if known.is_some_and(|version| version >= order.version) {
            return Change::Nothing;
        }
        self.versions.insert(order.id, order.version);
        let hung = self.orders.iter().position(|held| held.id == order.id);
        match (Column::of(order.status), hung) {
            (Some(_), Some(at)) => {
                self.orders[at] = order;
                Change::Moved
            }
            (Some(column), None) => {
                let at = self.orders.partition_point(|held| held.placed_at <= order.placed_at);
                self.orders.insert(at, order);
                if column == Column::New { Change::Arrived } else { Change::Moved }
            }
            (None, Some(at)) => {
                self.orders.remove(at);
                let lost = matches!(order.status, Status::Cancelled | Status::Expired);
                if lost { Change::Lost(Box::new(order)) } else { Change::Left }
            }
            (None, None) => Change::Nothing,
        }
    }

    pub fn in_column(&self, column: Column) -> Vec<OrderView> {
        self.orders.iter().filter(|order| Column::of(order.status) == Some(column)).cloned().collect()
    }

    pub fn count(&self, column: Column) -> usize {
        self.orders.iter().filter(|order| Column::of(order.status) == Some(column)).count()
    }

    /// Whether this order still waits for an answer.
    pub fn awaits_answer(&self, id: OrderId) -> bool {
        self.orders.iter().any(|order| order.id == id && order.status == Status::Placed)
    }

    /// The new order that must be answered first.
    pub fn most_urgent(&self) -> Option<OrderId> {
        let new = self.orders.iter().filter(|order| order.status == Status::Placed);
        new.min_by_key(|order| order.accept_by).map(|order| order.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn order(id: u128, version: u32, status: &str) -> OrderView {
        let uuid = |n: u128| uuid::Uuid::from_u128(n);
        let place = serde_json::json!({ "line": "연희로 12길 8", "lat": 37.5667, "lng": 126.929 });
        let json = serde_json::json!({
            "id": uuid(id), "number": "B-4821", "version": version, "status": status,
            "store": { "id": uuid(1), "name": "봄날국수", "kind": "restaurant" },
            "customer": { "id": uuid(2), "name": "김하윤" },
            "lines": [], "items_total": 0, "delivery_fee": 0, "total": 0, "address": null, "note": null,
            "payment": { "status": "paid", "charged": 0, "refunded": 0 }, "rider": null,
            "placed_at": Timestamp::from_micros(id as i64), "accept_by": Timestamp::from_micros(1_000 - id as i64),
            "ready_at_estimate": null, "arrive_at_estimate": null, "arrive_by_estimate": null, "timeline": [], "pickup": place,
        });
        serde_json::from_value(json).unwrap()
    }

    fn shown(tickets: &Tickets, column: Column) -> Vec<u128> {
        tickets.in_column(column).iter().map(|order| order.id.0.as_u128()).collect()
    }

    #[test]
    fn a_new_order_arrives_and_moves_on() {
        let mut tickets = Tickets::new(vec![order(11, 2, "placed")]);
        assert_eq!(tickets.apply(order(12, 2, "placed")), Change::Arrived);
        assert_eq!(tickets.apply(order(11, 3, "accepted")), Change::Moved);
        assert_eq!((shown(&tickets, Column::New), shown(&tickets, Column::Waiting)), (vec![12], vec![11]));
    }

    #[test]
    fn a_ticket_never_goes_back() {
        let mut tickets = Tickets::new(vec![order(11, 4, "cooking")]);
        assert_eq!(tickets.apply(order(11, 3, "accepted")), Change::Nothing);
        assert_eq!(tickets.apply(order(11, 7, "delivered")), Change::Left);
        assert_eq!(tickets.apply(order(11, 5, "ready")), Change::Nothing);
        assert_eq!(Column::ALL.map(|column| tickets.count(column)), [0; 4]);
    }

    #[test]
    fn a_cancelled_order_is_not_just_gone() {
        let mut tickets = Tickets::new(vec![order(11, 3, "accepted")]);
        let cancelled = order(11, 4, "cancelled");
        assert_eq!(tickets.apply(cancelled.clone()), Change::Lost(Box::new(cancelled)));
        assert_eq!(tickets.apply(order(12, 1, "cancelled")), Change::Nothing, "it never hung here");
    }

    #[test]
    fn the_soonest_deadline_is_the_most_urgent() {
        let tickets = Tickets::new(vec![order(11, 2, "placed"), order(12, 2, "placed"), order(13, 3, "accepted")]);
        assert_eq!(tickets.most_urgent().map(|id| id.0.as_u128()), Some(12));
    }
}
