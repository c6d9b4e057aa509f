use super::{Breaches, ledger::Sent, log::Log};
use crate::{
    Failure,
    caller::client,
    journal::{Journal, Line},
    plant::Plant,
    tables::{self, Tables},
    town::{SCARCE, Town},
};
use domain::{
    MenuItemId, OrderId,
    order::{Order, PaymentStatus, Status},
};
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

pub struct Evidence {
    pub tables: Tables,
    /// The log, folded.
    pub log: Log,
    /// The sandbox's ledger.
    pub payments: Vec<Payment>,
    /// And the vendor's.
    pub messages: Vec<Sent>,
    pub told: Vec<Line>,
    /// How many there were of each counted item in the beginning.
    pub stock: HashMap<MenuItemId, i64>,
}

/// A payment as the sandbox knows it; won.
#[derive(Deserialize)]
pub struct Payment {
    pub order_id: OrderId,
    pub amount: u32,
    pub refunded: u32,
}

#[derive(Deserialize)]
struct Ledger<T> {
    items: Vec<T>,
}

impl Evidence {
    pub async fn gather(plant: &Plant, town: &Town) -> Result<Evidence, Failure> {
        let tables = tables::read(&plant.database).await?;
        let client = client(Duration::from_secs(60))?;
        let payments: Ledger<Payment> =
            client.get(format!("{}/ledger/payments", plant.sandbox_url())).send().await?.json().await?;
        let messages: Ledger<Sent> = client.get(format!("{}/ledger/messages", plant.sandbox_url())).send().await?.json().await?;
        Ok(Evidence {
            log: Log::fold(&tables)?,
            tables,
            payments: payments.items,
            messages: messages.items,
            told: Journal::read(&plant.journal())?,
            stock: town.stores.iter().map(|store| (MenuItemId(store.scarce), SCARCE)).collect(),
        })
    }

    /// Every order as the log has it.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.log.histories.values().map(|history| &history.order)
    }

    /// How many orders somebody was told of.
    pub fn acknowledged(&self) -> usize {
        let order = |line: &Line| match line {
            Line::Told { order, .. } => Some(*order),
            Line::Declined { .. } | Line::Refused { .. } => None,
        };
        self.told.iter().filter_map(order).collect::<HashSet<_>>().len()
    }
}

/// Laws that nothing could have broken prove nothing.
pub fn is_telling(evidence: &Evidence) -> Breaches {
    let some =
        |what: &str, is: fn(&Order) -> bool| (!evidence.orders().any(is)).then(|| format!("there is no order that {what}"));
    let mut missing = vec![
        some("was completed", |order| order.status == Status::Completed),
        some("was rejected", |order| order.status == Status::Rejected),
        some("was refunded", |order| order.payment.status == PaymentStatus::Refunded),
        some("held counted stock", |order| order.lines.iter().any(|line| line.counted)),
    ];
    missing.push(evidence.told.is_empty().then(|| "nobody was told anything".to_owned()));
    missing.into_iter().flatten().collect()
}
