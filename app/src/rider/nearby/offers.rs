//! The list of offers as messages change it.

use domain::{OrderId, views::DeliveryView};
use serde::Deserialize;

/// A message of the riders' stream.
#[derive(Debug, Clone, Deserialize)]
pub struct Heard {
    pub order_id: OrderId,
    pub available: bool,
    #[serde(default)]
    pub delivery: Option<DeliveryView>,
}

/// All that may be claimed at this moment, from the same stream.
#[derive(Debug, Clone, Deserialize)]
pub struct Nearby {
    pub order_ids: Vec<OrderId>,
}

/// Nearest first; at the same distance what has been ready longest.
#[derive(Debug, Clone, Default)]
pub struct Offers(Vec<DeliveryView>);

impl Offers {
    pub fn new(mut offers: Vec<DeliveryView>) -> Offers {
        offers.sort_by_key(|offer| (offer.distance_m, offer.ready_at));
        Offers(offers)
    }

    pub fn list(&self) -> &[DeliveryView] {
        &self.0
    }

    /// Whether an offer is new.
    pub fn hear(&mut self, heard: Heard) -> bool {
        let known = self.0.iter().any(|offer| offer.order_id == heard.order_id);
        self.remove(heard.order_id);
        let Some(delivery) = heard.delivery.filter(|_| heard.available) else { return false };
        self.0.push(delivery);
        self.0.sort_by_key(|offer| (offer.distance_m, offer.ready_at));
        !known
    }

    /// What is not among these went while nobody listened.
    pub fn only(&mut self, nearby: &Nearby) {
        self.0.retain(|offer| nearby.order_ids.contains(&offer.order_id));
    }

    fn remove(&mut self, id: OrderId) {
        self.0.retain(|offer| offer.order_id != id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(id: u128, distance_m: u32) -> Heard {
        let uuid = |n: u128| uuid::Uuid::from_u128(n);
        let json = serde_json::json!({
            "order_id": uuid(id), "available": true,
            "delivery": {
                "order_id": uuid(id), "number": "B-4821", "store": { "id": uuid(1), "name": "봄날국수", "kind": "restaurant" },
                "pickup": { "line": "연희로 12길 8", "lat": 37.5667, "lng": 126.929 }, "drop_off_area": "홍연길",
                "distance_m": distance_m, "ride_m": 900, "fee": 3400, "ready_at": "2026-11-20T09:30:00Z",
            },
        });
        serde_json::from_value(json).unwrap()
    }

    fn order(offers: &Offers) -> Vec<u128> {
        offers.list().iter().map(|offer| offer.order_id.0.as_u128()).collect()
    }

    #[test]
    fn the_nearest_comes_first_and_is_told_once() {
        let mut offers = Offers::default();
        assert!(offers.hear(heard(1, 760)));
        assert!(offers.hear(heard(2, 420)));
        assert!(!offers.hear(heard(1, 100)), "only its distance has changed");
        assert_eq!(order(&offers), [1, 2]);
    }

    #[test]
    fn what_somebody_else_has_claimed_goes() {
        let mut offers = Offers::default();
        offers.hear(heard(1, 420));
        assert!(!offers.hear(Heard { available: false, delivery: None, ..heard(1, 420) }));
        assert!(order(&offers).is_empty());
    }

    #[test]
    fn what_went_unheard_goes_when_the_stream_says_what_there_is() {
        let mut offers = Offers::default();
        offers.hear(heard(1, 420));
        offers.hear(heard(2, 760));
        offers.only(&Nearby { order_ids: vec![heard(2, 760).order_id] });
        assert_eq!(order(&offers), [2]);
    }
}
