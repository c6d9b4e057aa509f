//! The life of one order, told by everybody whom it concerns.

use super::{
    caller::{Answer, Caller, Person, pause},
    journal::{Journal, Line},
    tally::Tally,
    town::{Store, Town, address},
};
use domain::{OrderId, order::PaymentStatus, store::StoreKind, views::OrderView};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use server::derived::derived_id;
use std::{sync::Arc, time::Duration};
use tokio::{sync::OwnedSemaphorePermit, time::timeout};
use uuid::Uuid;

pub struct Story {
    number: u64,
    dice: StdRng,
    caller: Caller,
    town: Arc<Town>,
    journal: Journal,
    tally: Arc<Tally>,
}

/// How it goes, unless something comes in between.
#[derive(Clone, Copy)]
enum Course {
    /// Cooked, brought, received.
    Full,
    /// The customer never says that it came.
    NoReceipt,
    /// The store never answers.
    NoAnswer,
    Rejected,
    CancelledAtOnce,
    CancelledOnceAccepted,
    /// The customer cancels at the very moment in which the store begins.
    CancelledJustThen,
}

const COURSES: [(Course, u32); 7] = [
    (Course::Full, 34),
    (Course::NoReceipt, 10),
    (Course::NoAnswer, 8),
    (Course::Rejected, 12),
    (Course::CancelledAtOnce, 14),
    (Course::CancelledOnceAccepted, 10),
    (Course::CancelledJustThen, 12),
];

const CARDS: [(&str, u32); 4] = [("tok_ok", 940), ("tok_declined", 30), ("tok_unknown", 25), ("tok_slow", 5)];

/// How long somebody waits for an answer to their order before they send it again.
const IMPATIENCE: Duration = Duration::from_millis(600);

/// How often somebody looks whether their payment is known by now.
const LOOK: Duration = Duration::from_secs(2);

type Steps = &'static [(&'static str, &'static str)];

/// Of the store, until it is out of its hands: the name of the step, and what is said.
const COOKING: Steps = &[("cooking-start", "{}"), ("cooking-finish", "{}")];
const PACKING: Steps =
    &[("packing-start", "{}"), ("shipment", r#"{"carrier":"우체국","tracking_no":"6012"}"#), ("drop-off", "{}")];

impl Story {
    pub fn new(number: u64, seed: u64, caller: Caller, town: Arc<Town>, journal: Journal, tally: Arc<Tally>) -> Story {
        let dice = StdRng::seed_from_u64(seed.wrapping_add(number));
        Story { number, dice, caller, town, journal, tally }
    }

    pub async fn live(mut self, turn: OwnedSemaphorePermit) {
        let mut turn = Some(turn);
        let town = self.town.clone();
        let dice = &mut self.dice;
        let (Some(customer), Some(store)) = (town.customers.choose(dice), town.stores.choose(dice)) else { return };
        let (course, form) = (choose(dice, &COURSES), order(dice, store));
        let Some(order) = self.place(customer, &form, &mut turn).await else { return };
        match course {
            Course::NoAnswer => {}
            Course::Rejected => drop(self.step(&store.owner, &order, "rejection", r#"{"reason":"busy"}"#).await),
            Course::CancelledAtOnce => drop(self.cancel(customer, &order).await),
            _ if !self.step(&store.owner, &order, "acceptance", r#"{"prep_minutes":15}"#).await => {}
            Course::CancelledOnceAccepted => drop(self.cancel(customer, &order).await),
            Course::CancelledJustThen => {
                let ((first, said), rest) = making(store);
                let (cancelled, begun) =
                    tokio::join!(self.cancel(customer, &order), self.step(&store.owner, &order, first, said));
                if cancelled {
                    self.only_one_wins(&order, begun);
                } else {
                    self.make(customer, store, &order, rest, true).await;
                }
            }
            Course::Full | Course::NoReceipt => {
                let (first, rest) = making(store);
                if self.step(&store.owner, &order, first.0, first.1).await {
                    self.make(customer, store, &order, rest, matches!(course, Course::Full)).await;
                }
            }
        }
    }

    /// The order, once it is paid. Whoever has to wait for somebody else's payment gives their turn away: it may take as long as the lease
    /// of a process that is dead.
    async fn place(&self, customer: &Person, form: &Value, turn: &mut Option<OwnedSemaphorePermit>) -> Option<OrderView> {
        let key = format!("order-{}", self.number);
        let answer = loop {
            match timeout(IMPATIENCE, self.caller.post(customer, "/orders", &key, form)).await {
                Ok(Ok(answer)) if answer.is_final() => break answer,
                Ok(answer) => tokio::time::sleep(pause(&answer)).await,
                Err(_) => {
                    turn.take();
                    break self.caller.insist(customer, "/orders", &key, form).await;
                }
            }
        };
        match answer.status {
            201 | 202 => {
                let order = self.noted(&answer).await?;
                self.tally.placed();
                let is_deal = order.accept_by.is_some();
                if (answer.status == 201) != is_deal || (answer.status == 202) != is_open(&order) {
                    self.surprise("placing", &answer);
                    return None;
                }
                if is_deal {
                    return Some(order);
                }
                turn.take();
                self.until_paid(customer, &order).await
            }
            402 => {
                let order = answer.body["order_id"].as_str().and_then(|id| id.parse().ok());
                match order {
                    Some(order) => self.journal.note(Line::Declined { order }).await,
                    None => self.surprise("placing", &answer),
                }
                None
            }
            409 if answer.code() == "cannot_order" => {
                self.journal.note(Line::Refused { order: order_of(customer, &key) }).await;
                None
            }
            // It was held for a payment that could not be made in time.
            409 if answer.code() == "wrong_status" && answer.body["order_status"] == "expired" => None,
            _ => {
                self.surprise("placing", &answer);
                None
            }
        }
    }

    async fn until_paid(&self, customer: &Person, order: &OrderView) -> Option<OrderView> {
        loop {
            tokio::time::sleep(LOOK).await;
            let Ok(answer) = self.caller.get(customer, &format!("/orders/{}", order.id)).await else { continue };
            if answer.status == 404 {
                self.surprise("looking at one's own order", &answer);
                return None;
            }
            if answer.status != 200 {
                continue;
            }
            let order = self.noted(&answer).await?;
            if !is_open(&order) {
                return (order.payment.status == PaymentStatus::Paid).then_some(order);
            }
        }
    }

    async fn make(&self, customer: &Person, store: &Store, order: &OrderView, rest: Steps, received: bool) {
        for (step, said) in rest {
            if !self.step(&store.owner, order, step, said).await {
                return self.stuck(order, step);
            }
        }
        match store.kind {
            StoreKind::Restaurant => self.ride(order).await,
            // Whoever has it in their hands may be the first to say so.
            StoreKind::Cafe if received => {}
            StoreKind::Cafe => drop(self.step(&store.owner, order, "collection", "{}").await),
            StoreKind::MealKit => {}
        }
        if received && !self.step(customer, order, "receipt", "{}").await {
            // The deadline may have been faster; a café's customer has none.
            if store.kind == StoreKind::Cafe {
                self.stuck(order, "receipt");
            }
        }
    }

    /// Both riders want it.
    async fn ride(&self, order: &OrderView) {
        let [one, other] = self.town.riders(self.number);
        let claim = format!("/deliveries/{}/claim", order.id);
        let (mine, theirs) =
            tokio::join!(self.tell(one, order, &claim, "claim-1", "{}"), self.tell(other, order, &claim, "claim-2", "{}"));
        if mine == theirs {
            return self.tally.surprise(format!("{} was claimed by {}", order.id, if mine { "both riders" } else { "nobody" }));
        }
        let rider = if mine { one } else { other };
        let number = json!({ "number": order.number }).to_string();
        for (step, said) in [("pickup", number.as_str()), ("drop-off", "{}")] {
            let path = format!("/deliveries/{}/{step}", order.id);
            if !self.tell(rider, order, &path, step, said).await {
                return self.stuck(order, step);
            }
        }
    }

    async fn cancel(&self, customer: &Person, order: &OrderView) -> bool {
        self.step(customer, order, "cancellation", r#"{"reason":"chaos"}"#).await
    }

    async fn step(&self, person: &Person, order: &OrderView, step: &str, said: &str) -> bool {
        self.tell(person, order, &format!("/orders/{}/{step}", order.id), step, said).await
    }

    /// Whether it was done. If not, somebody was faster.
    async fn tell(&self, person: &Person, order: &OrderView, path: &str, step: &str, said: &str) -> bool {
        let body: Value = serde_json::from_str(said).unwrap_or_default();
        let answer = self.caller.insist(person, path, &format!("{}-{step}", self.number), &body).await;
        match answer.status {
            200 => self.noted(&answer).await.is_some(),
            409 if matches!(answer.code(), "wrong_status" | "already_claimed") => false,
            _ => {
                self.surprise(&format!("{step} of {}", order.id), &answer);
                false
            }
        }
    }

    async fn noted(&self, answer: &Answer) -> Option<OrderView> {
        match serde_json::from_value::<OrderView>(answer.body.clone()) {
            Ok(order) => {
                self.journal.note(Line::of(&order)).await;
                Some(order)
            }
            Err(error) => {
                self.surprise(&error.to_string(), answer);
                None
            }
        }
    }

    fn only_one_wins(&self, order: &OrderView, begun: bool) {
        // Cancelled first, begun second: never. Accepted, begun and then cancelled: never.
        if begun {
            self.tally.surprise(format!("{} was cancelled and begun", order.id));
        }
    }

    fn stuck(&self, order: &OrderView, step: &str) {
        self.tally.surprise(format!("{}: {step} was not possible any more", order.id));
    }

    fn surprise(&self, what: &str, answer: &Answer) {
        self.tally.surprise(format!("{what}: {} {}", answer.status, answer.body));
    }
}

fn order(dice: &mut StdRng, store: &Store) -> Value {
    let item = if dice.random_bool(0.3) { store.scarce } else { store.plenty };
    let line = json!({ "menu_item_id": item, "quantity": dice.random_range(1..=3), "choice_ids": [] });
    let card = choose(dice, &CARDS);
    json!({ "store_id": store.id, "lines": [line], "address": address(), "payment": { "method": "card", "token": card } })
}

fn making(store: &Store) -> ((&'static str, &'static str), Steps) {
    let steps = if store.kind == StoreKind::MealKit { PACKING } else { COOKING };
    (steps[0], &steps[1..])
}

fn choose<T: Copy>(dice: &mut StdRng, among: &[(T, u32)]) -> T {
    let mut left = dice.random_range(0..among.iter().map(|(_, weight)| weight).sum());
    let chosen = among.iter().find(|(_, weight)| {
        let hit = left < *weight;
        left = left.saturating_sub(*weight);
        hit
    });
    chosen.unwrap_or(&among[0]).0
}

fn is_open(order: &OrderView) -> bool {
    matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::Unknown | PaymentStatus::Deferred)
}

/// The id that the program gives to what this customer asks for under this key (`server::idempotency::Intention`).
fn order_of(customer: &Person, key: &str) -> OrderId {
    let request = derived_id(&[customer.id.as_bytes(), b"POST", b"/api/v1/orders", key.as_bytes()]);
    let order: Uuid = derived_id(&[request.as_bytes(), b"order"]);
    OrderId(order)
}
