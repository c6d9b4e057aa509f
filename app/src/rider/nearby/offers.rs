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

    pub fn remove(&mut self, id: OrderId) {
        self.0.retain(|offer| offer.order_id != id);
    }
}
