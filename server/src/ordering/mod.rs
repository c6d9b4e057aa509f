//! The way of a command: to its lane, and for what costs money through the payment, while the customer waits.

mod paying;
mod tasks;
mod worker;

pub use tasks::Tasks;
pub use worker::Worker;

use crate::{
    clock::Clock,
    correlation,
    derived::derived_id,
    log::{Appended, LeasedTask, Live, Log, Topic},
    payment::Gateway,
    shops::Shops,
};
use async_trait::async_trait;
use domain::{
    CommandId, OrderId, Refusal,
    account::Actor,
    order::{Command, Deadlines, Order, PaymentStatus, PlaceOrder, is_short_of},
    ports::{Answer, Commands, Intent, Receipt},
    store::Shop,
};
use std::{sync::Arc, time::Duration};
use tracing::Instrument;

/// How long somebody who sent an order twice waits for the payment of the first.
const PATIENCE: Duration = Duration::from_secs(8);

#[derive(Clone)]
pub struct Ordering {
    pub log: Log,
    pub shops: Arc<Shops>,
    pub gateway: Arc<dyn Gateway>,
    pub tasks: Arc<dyn Tasks>,
    pub live: Arc<Live>,
    pub clock: Clock,
    pub deadlines: Deadlines,
}

#[async_trait]
impl Commands for Ordering {
    async fn dispatch(&self, intent: Intent) -> Answer<Receipt> {
        let ordering = self.clone();
        let correlation = correlation::current();
        let span = tracing::info_span!("command", kind = kind(&intent.command), order = %intent.order_id, %correlation);
        // On its own: whoever asked may hang up, the order goes on.
        let work = correlation::scope(correlation, async move { ordering.carry_out(intent).await });
        tokio::spawn(work.instrument(span)).await.unwrap_or(Err(Refusal::Internal))
    }
}

impl Ordering {
    async fn carry_out(&self, intent: Intent) -> Answer<Receipt> {
        let shop = match &intent.command {
            Command::Place(wish) => self.shop(wish).await?,
            _ => None,
        };
        let pays = matches!(intent.command, Command::Place(_) | Command::Pay { .. });
        let Appended { order, replayed, charge, charging } =
            self.log.append(intent.clone(), shop, correlation::current()).await?;
        if !pays {
            return Ok(receipt(&order, replayed));
        }
        let order = match charge {
            Some(task) => self.charge(&task, &order).await?,
            None if charging => self.await_payment(intent).await?,
            None => order,
        };
        outcome(order, replayed)
    }

    /// The shop that is ordered from. What was last known of its stock will do, unless it is too little: the lane looks again, and that counts.
    async fn shop(&self, wish: &PlaceOrder) -> Answer<Option<Arc<Shop>>> {
        let Some(shop) = self.shops.get(wish.store_id).await? else { return Ok(None) };
        if is_short_of(&shop, wish) { self.shops.fresh(wish.store_id).await } else { Ok(Some(shop)) }
    }

    /// Somebody else is charging this very order: wait for how it goes. Should that come to nothing, it is our turn.
    async fn await_payment(&self, intent: Intent) -> Answer<Arc<Order>> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut changes = self.live.subscribe(Topic::Order(intent.order_id));
        loop {
            let Appended { order, charge, charging, .. } = self.log.append(intent.clone(), None, correlation::current()).await?;
            if let Some(task) = charge {
                return self.charge(&task, &order).await;
            }
            // What is looked up may take long, and what has ended stays ended: whoever asks is told so.
            let soon = charging && matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::Deferred);
            if !soon || tokio::time::timeout_at(deadline, changes.changed()).await.is_err() {
                return Ok(order);
            }
        }
    }

    /// What came of a task, written with the task's end.
    async fn settle(&self, task: &LeasedTask, command: Command) -> Answer<Arc<Order>> {
        // The same result again is the same command; another result of the same task is not.
        let id = CommandId(derived_id(&[task.id.0.as_bytes(), kind(&command).as_bytes()]));
        let intent = Intent { id, order_id: task.order_id, actor: Actor::System, command };
        self.log.append_result(intent, task, true).await.map(|appended| appended.order)
    }

    /// What is known of a task that is not over.
    async fn note(&self, task: &LeasedTask, command: Command) -> Answer<Arc<Order>> {
        let intent = Intent { id: fresh_id(), order_id: task.order_id, actor: Actor::System, command };
        self.log.append_result(intent, task, false).await.map(|appended| appended.order)
    }
}

fn receipt(order: &Order, replayed: bool) -> Receipt {
    Receipt { order: order.clone(), replayed }
}

/// An order that is not paid is no deal; one whose payment is not known yet may still become one.
fn outcome(order: Arc<Order>, replayed: bool) -> Answer<Receipt> {
    let order_id: OrderId = order.id;
    match order.payment.status {
        PaymentStatus::Declined => Err(Refusal::PaymentDeclined { order_id, reason: "declined".to_owned() }),
        PaymentStatus::Deferred => Err(paying::payment_is_busy(&order, None)),
        PaymentStatus::Void => Err(Refusal::WrongStatus(order.status)),
        // The money came after the order had ended, and goes back: it never became a deal.
        PaymentStatus::Paid | PaymentStatus::Refunding | PaymentStatus::Refunded if !order.was_paid() => {
            Err(Refusal::WrongStatus(order.status))
        }
        PaymentStatus::Pending
        | PaymentStatus::Unknown
        | PaymentStatus::Paid
        | PaymentStatus::Refunding
        | PaymentStatus::Refunded => Ok(receipt(&order, replayed)),
    }
}

fn fresh_id() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

fn kind(command: &Command) -> &'static str {
    match command {
        Command::Place(_) => "place",
        Command::Pay { .. } => "pay",
        Command::Cancel { .. } => "cancel",
        Command::ConfirmReceipt => "confirm_receipt",
        Command::Accept { .. } => "accept",
        Command::Reject { .. } => "reject",
        Command::StartCooking => "start_cooking",
        Command::FinishCooking => "finish_cooking",
        Command::Collect => "collect",
        Command::StartPacking => "start_packing",
        Command::Ship { .. } => "ship",
        Command::DropOff => "drop_off",
        Command::Claim => "claim",
        Command::PickUp { .. } => "pick_up",
        Command::ConfirmPayment { .. } => "confirm_payment",
        Command::DeclinePayment { .. } => "decline_payment",
        Command::DeferPayment { .. } => "defer_payment",
        Command::LosePayment => "lose_payment",
        Command::Expire => "expire",
        Command::GiveUpOnStore => "give_up_on_store",
        Command::TellSeller => "tell_seller",
        Command::SettleRefund { .. } => "settle_refund",
    }
}
