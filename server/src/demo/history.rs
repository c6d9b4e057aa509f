//! What was ordered so far: a second customer has been through the restaurants and cafés, so that there are top menus,
//! numbers on the boards and a rider's earnings. Every order goes its whole way for real, from the card to the receipt.

mod visits;

use super::{
    data::{DemoAccount, DemoData},
    ids,
};
use app::backend::Backend;
use domain::{
    Account, Refusal,
    order::{Command, Fulfilment, Order, PaymentStatus, PrepMinutes, Status},
    ports::{Answer, Intent},
};
use futures::{StreamExt, stream};
use std::time::{Duration, Instant};
use visits::Visit;

/// Who takes part. They are not the accounts that people sign in with first, whose own history begins empty.
const CUSTOMER: &str = "customer2@hansang.test";
const RIDER: &str = "rider2@hansang.test";

/// How many orders are under way at once: enough to be over soon, few enough that a visitor waits for none of them.
const AT_ONCE: usize = 6;
/// How often and how long a payment is waited for whose outcome is not known yet.
const LOOKS: u32 = 40;
const LOOK: Duration = Duration::from_millis(250);

pub struct History {
    backend: Backend,
    data: DemoData,
}

/// Everyone whom an order needs.
struct Cast {
    customer: Account,
    owner: Account,
    rider: Account,
}

impl History {
    pub fn new(backend: Backend, data: DemoData) -> History {
        History { backend, data }
    }

    /// Takes some seconds the first time. Cut short, it goes on at the next start where it was; repeated, it changes nothing.
    pub async fn happen(self) {
        let began = Instant::now();
        let visits = match self.visits().await {
            Ok(visits) => visits,
            Err(refusal) => return tracing::warn!(%refusal, "the demo has no history"),
        };
        let count = visits.len();
        stream::iter(visits).for_each_concurrent(AT_ONCE, |visit| self.one(visit)).await;
        tracing::info!(orders = count, seconds = began.elapsed().as_secs_f32(), "the demo's past orders are there");
    }

    /// A visit that goes another way (somebody is quicker with a button, a store has been closed) is left to its own.
    async fn one(&self, visit: Visit) {
        if let Err(refusal) = self.go_through(&visit).await {
            tracing::debug!(order = %visit.order, %refusal, "a past order of the demo went another way");
        }
    }

    async fn go_through(&self, visit: &Visit) -> Answer<()> {
        let cast = self.cast(visit)?;
        let mut order = self.place(visit, &cast).await?;
        while let Some((step, actor, command)) = next(&order, &cast) {
            order = self.dispatch(visit, step, actor, command).await?;
        }
        Ok(())
    }

    /// Placing again asks how the first time went.
    async fn place(&self, visit: &Visit, cast: &Cast) -> Answer<Order> {
        for _ in 0..LOOKS {
            let order = self.dispatch(visit, "place", &cast.customer, Command::Place(visit.wish.clone())).await?;
            if !matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::Unknown) {
                return Ok(order);
            }
            tokio::time::sleep(LOOK).await;
        }
        Err(Refusal::WrongStatus(Status::AwaitingPayment))
    }

    async fn dispatch(&self, visit: &Visit, step: &str, actor: &Account, command: Command) -> Answer<Order> {
        let id = ids::command(visit.order, step);
        let intent = Intent { id, order_id: visit.order, actor: actor.clone().into(), command };
        Ok(self.backend.commands.dispatch(intent).await?.order)
    }

    fn cast(&self, visit: &Visit) -> Answer<Cast> {
        Ok(Cast { customer: self.person(CUSTOMER)?, owner: self.person(visit.owner.as_str())?, rider: self.person(RIDER)? })
    }

    fn person(&self, email: &str) -> Answer<Account> {
        let is_them = |person: &&DemoAccount| person.email.as_str() == email;
        self.data.accounts.iter().find(is_them).map(ids::actor).ok_or(Refusal::NotFound)
    }
}

/// Who does what next; None: nothing is left to do, or nothing that is theirs.
fn next<'a>(order: &Order, cast: &'a Cast) -> Option<(&'static str, &'a Account, Command)> {
    let Cast { customer, owner, rider } = cast;
    let number = || order.number.to_string();
    Some(match (order.status, order.fulfilment()) {
        (Status::Placed, _) => ("accept", owner, Command::Accept { prep: PrepMinutes::try_from(15).ok()? }),
        (Status::Accepted, Fulfilment::RiderDelivery | Fulfilment::CounterPickup) => ("start", owner, Command::StartCooking),
        (Status::Cooking, _) => ("finish", owner, Command::FinishCooking),
        (Status::Ready, Fulfilment::CounterPickup) => ("collect", owner, Command::Collect),
        (Status::Ready, Fulfilment::RiderDelivery) => ("claim", rider, Command::Claim),
        (Status::Claimed, _) => ("pick up", rider, Command::PickUp { number: number() }),
        (Status::PickedUp, _) => ("drop off", rider, Command::DropOff),
        (Status::Delivered | Status::Collected, _) => ("confirm", customer, Command::ConfirmReceipt),
        _ => return None,
    })
}
