//! Our books and the gateway's, compared both ways: whatever either has and the other has not is reported. Nothing is repaired here; a
//! difference is a mistake that somebody has to understand.

#[cfg(test)]
mod tests;

use crate::{
    clock::Clock,
    payment::{Lookup, PaymentGateway},
    supervision::Pulse,
};
use async_trait::async_trait;
use domain::{Money, OrderId, Timestamp};
use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

/// How often they are compared.
const EVERY: Duration = Duration::from_secs(600);
/// How far back, in seconds: a day, so that each payment is looked at many times.
const BACK: i64 = 86_400;
/// What is younger, in seconds, may still be under way.
const SETTLED_AFTER: i64 = 300;
/// After how many seconds a refund that does not come is somebody's to look at.
const OWED_AFTER: i64 = 3_600;

/// What an order's customer has paid and got back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    pub charged: Money,
    pub refunded: Money,
}

/// What we know of an order.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub booked: Booked,
    /// When it reached its status.
    pub changed: Timestamp,
    /// It came to nothing, so all that was paid is owed to its customer.
    pub is_off: bool,
}

/// Our own books.
#[async_trait]
pub trait Books: Send + Sync {
    /// Those of these orders that are known.
    async fn of(&self, orders: &[OrderId]) -> sqlx::Result<BTreeMap<OrderId, Known>>;
    /// Orders placed between two moments that were ever charged.
    async fn charged(&self, from: Timestamp, to: Timestamp) -> sqlx::Result<BTreeMap<OrderId, Known>>;
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discrepancy {
    /// The gateway took money for something that is no order of ours.
    NotOurs { order: String },
    /// Both know it, and differ.
    Differs { order: OrderId, ours: Booked, gateways: Booked },
    /// We believe that it was paid, and the gateway has no such payment.
    NotTheirs { order: OrderId, ours: Booked },
    /// The order is off, and its customer's money has not come back for an hour: the gateway refuses the refund, say.
    Owed { order: OrderId, ours: Booked },
}

#[derive(Clone)]
pub struct Reconciliation {
    pub gateway: PaymentGateway,
    pub books: Arc<dyn Books>,
    pub clock: Clock,
}

impl Reconciliation {
    /// For ever, every ten minutes.
    pub async fn run(self, pulse: Pulse) {
        loop {
            pulse.rest();
            tokio::time::sleep(EVERY).await;
            match self.compare(&pulse).await {
                Ok(discrepancies) => report(&discrepancies),
                Err(why) => tracing::warn!(why, "the gateway's books could not be compared with ours"),
            }
        }
    }

    /// What differs among the payments of a day, but for the last minutes; why not, if one side cannot be asked.
    pub async fn compare(&self, pulse: &Pulse) -> Result<Vec<Discrepancy>, String> {
        let to = self.clock.now().plus_seconds(-SETTLED_AFTER);
        let from = to.plus_seconds(-BACK);
        pulse.beat();
        let touched = self.gateway.touched(from, to).await?;
        let mut discrepancies = Vec::new();
        let mut orders = Vec::with_capacity(touched.len());
        for order in touched {
            match order.parse::<OrderId>() {
                Ok(id) => orders.push(id),
                Err(_) => discrepancies.push(Discrepancy::NotOurs { order }),
            }
        }
        pulse.beat();
        let charged = self.books.charged(from, to).await.map_err(|error| error.to_string())?;
        let owed_since = self.clock.now().plus_seconds(-OWED_AFTER);
        discrepancies.extend(charged.iter().filter_map(|(order, known)| owed(*order, known, owed_since)));
        // What the gateway has mentioned, and, the other way round, what it has not.
        let unmentioned = charged.keys().filter(|order| orders.binary_search(order).is_err());
        let all: Vec<OrderId> = orders.iter().chain(unmentioned).copied().collect();
        let ours = self.books.of(&all).await.map_err(|error| error.to_string())?;
        for order in all {
            pulse.beat();
            // Looking takes its time, in which an order may have gone on: only what differs a second time does.
            if self.look_at(order, ours.get(&order).copied(), to).await.is_some() {
                let ours = self.books.of(&[order]).await.map_err(|error| error.to_string())?;
                discrepancies.extend(self.look_at(order, ours.get(&order).copied(), to).await);
            }
        }
        Ok(discrepancies)
    }

    /// What the gateway cannot say at the moment is asked again in ten minutes.
    async fn look_at(&self, order: OrderId, ours: Option<Known>, settled: Timestamp) -> Option<Discrepancy> {
        if ours.is_some_and(|known| known.changed > settled) {
            return None;
        }
        let ours = ours.map(|known| known.booked);
        let gateways = match self.gateway.find(order).await {
            Lookup::Charged { amount, refunded, .. } => Some(Booked { charged: amount, refunded }),
            Lookup::NotFound => None,
            Lookup::Unknown { why } => {
                tracing::warn!(%order, why, "a payment could not be compared");
                return None;
            }
        };
        match (ours, gateways) {
            (Some(ours), Some(gateways)) if ours != gateways => Some(Discrepancy::Differs { order, ours, gateways }),
            (Some(ours), None) if !ours.charged.is_zero() => Some(Discrepancy::NotTheirs { order, ours }),
            (None, Some(_)) => Some(Discrepancy::NotOurs { order: order.to_string() }),
            _ => None,
        }
    }
}

fn owed(order: OrderId, known: &Known, since: Timestamp) -> Option<Discrepancy> {
    let ours = known.booked;
    let is_owed = known.is_off && ours.charged > ours.refunded && known.changed < since;
    is_owed.then_some(Discrepancy::Owed { order, ours })
}

fn report(discrepancies: &[Discrepancy]) {
    metrics::counter!("hansang_reconciliations_total").increment(1);
    metrics::gauge!("hansang_reconciliation_discrepancies").set(discrepancies.len() as f64);
    for discrepancy in discrepancies {
        tracing::error!(%discrepancy, "our books and the gateway's differ");
    }
}

impl fmt::Display for Discrepancy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Discrepancy::NotOurs { order } => write!(f, "the gateway charged {order}, which is no order of ours"),
            Discrepancy::Differs { order, ours, gateways } => write!(f, "order {order}: we have {ours}, the gateway {gateways}"),
            Discrepancy::Owed { order, ours } => write!(f, "order {order} is off, and its customer waits for money: {ours}"),
            Discrepancy::NotTheirs { order, ours } => write!(f, "order {order}: we have {ours}, the gateway nothing"),
        }
    }
}

impl fmt::Display for Booked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} charged, {} refunded", self.charged, self.refunded)
    }
}
