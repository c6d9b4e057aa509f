//! The payment gateway: a ledger of its own, and a line to it on which everything goes wrong that can.

use crate::{
    process::Process,
    world::{World, lock},
};
use async_trait::async_trait;
use domain::{Money, OrderId, TaskId};
use server::payment::{ChargeOutcome, ChargeRequest, Gateway, Lookup, RefundOutcome, RefundRequest};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, atomic::Ordering::Relaxed},
    time::Duration,
};
use tokio::{
    sync::oneshot,
    time::{Instant, sleep, timeout_at},
};
use uuid::Uuid;

#[derive(Default)]
pub struct Bank {
    book: Mutex<Book>,
    /// How often each call was made, so that each time has its own fate.
    calls: Mutex<BTreeMap<(&'static str, Uuid), u64>>,
}

#[derive(Default)]
struct Book {
    charges: BTreeMap<OrderId, (TaskId, ChargeOutcome)>,
    payments: BTreeMap<OrderId, Payment>,
}

#[derive(Clone)]
pub struct Payment {
    pub amount: Money,
    pub refunded: Money,
    key: String,
    refund: Option<TaskId>,
}

impl Bank {
    /// What was taken for an order, and what of it was given back.
    pub fn of(&self, order: OrderId) -> Option<Payment> {
        lock(&self.book).payments.get(&order).cloned()
    }

    fn charge(&self, world: &World, request: &ChargeRequest) -> ChargeOutcome {
        let mut book = lock(&self.book);
        if let Some((key, answer)) = book.charges.get(&request.order) {
            if *key == request.key {
                return answer.clone();
            }
            world.blame(format!("a charge of order {} is asked for under another key", request.order));
            return ChargeOutcome::Unknown { why: "DUPLICATED_ORDER_ID".to_owned() };
        }
        let poor = world.dice.of("poor", request.order.0.as_u128() as u64).one_in(12);
        let answer = if poor || request.card.as_str() == "tok_declined" {
            ChargeOutcome::Declined { code: "REJECT_CARD_PAYMENT".to_owned(), message: String::new() }
        } else {
            let key = format!("payment of {}", request.order);
            let payment = Payment { amount: request.amount, refunded: Money::ZERO, key: key.clone(), refund: None };
            book.payments.insert(request.order, payment);
            ChargeOutcome::Approved { payment_key: key, at: world.now() }
        };
        world.note(format_args!("the bank: charge of {} {answer:?}", domain::order::OrderNumber::of(request.order)));
        book.charges.insert(request.order, (request.key, answer.clone()));
        answer
    }

    fn refund(&self, world: &World, request: &RefundRequest) -> RefundOutcome {
        let mut book = lock(&self.book);
        let refused = |code: &str| RefundOutcome::Refused { code: code.to_owned(), message: String::new() };
        let Some(payment) = book.payments.values_mut().find(|payment| payment.key == request.payment_key) else {
            return refused("NOT_FOUND_PAYMENT");
        };
        match payment.refund {
            Some(key) if key == request.key => return RefundOutcome::Refunded { at: world.now() },
            Some(_) => {
                world.blame(format!("a refund of the {} is asked for under another key", payment.key));
                return refused("ALREADY_CANCELED_PAYMENT");
            }
            None => {}
        }
        if request.amount > payment.amount {
            return refused("NOT_CANCELABLE_AMOUNT");
        }
        world.note(format_args!("the bank: {} won of the {} back", request.amount, payment.key));
        (payment.refunded, payment.refund) = (request.amount, Some(request.key));
        RefundOutcome::Refunded { at: world.now() }
    }

    fn find(&self, order: OrderId) -> Lookup {
        match self.of(order) {
            Some(Payment { amount, refunded, key, .. }) => Lookup::Charged { payment_key: key, amount, refunded },
            None => Lookup::NotFound,
        }
    }
}

/// How a call fares, in milliseconds.
struct Fate {
    /// Turned away: nothing is done, and the caller knows.
    refused: bool,
    /// None: never.
    arrives: Option<u64>,
    /// The request comes twice.
    arrives_again: Option<u64>,
    answers: u64,
    answer_lost: bool,
}

/// Milliseconds after which a caller gives up.
const TIMEOUT: u64 = 10_000;

impl Fate {
    fn of(world: &World, what: &'static str, id: Uuid) -> Fate {
        let time = {
            let mut calls = lock(&world.bank.calls);
            let times = calls.entry((what, id)).or_default();
            *times += 1;
            *times
        };
        let mut dice = world.dice.of(what, id.as_u128() as u64).of("call", time);
        if world.is_calm() {
            return Fate { refused: false, arrives: Some(20), arrives_again: None, answers: 20, answer_lost: false };
        }
        let mut delay = |late: u64| match dice.below(10) {
            0..7 => dice.between(1, 300),
            7..9 => dice.between(300, 8_000),
            // Long after the caller has given up, and perhaps died.
            _ => dice.between(8_000, late),
        };
        let (arrives, again, answers) = (delay(50_000), delay(50_000), delay(20_000));
        Fate {
            refused: dice.one_in(5),
            arrives: (!dice.one_in(8)).then_some(arrives),
            arrives_again: dice.one_in(6).then_some(again),
            answers,
            answer_lost: dice.one_in(6),
        }
    }
}

enum Reply<A> {
    Answer(A),
    Unavailable,
    Unknown,
}

/// A process' connection to the bank. What was sent arrives, whatever becomes of the process.
pub struct Line(pub Arc<Process>);

impl Line {
    async fn call<A: Send + 'static>(
        &self,
        what: &'static str,
        id: Uuid,
        serve: impl Fn(&World) -> A + Send + Sync + 'static,
    ) -> Reply<A> {
        let world = &self.0.world;
        let fate = Fate::of(world, what, id);
        self.0.passes(what).await;
        if fate.refused {
            return Reply::Unavailable;
        }
        let gives_up = Instant::now() + Duration::from_millis(TIMEOUT);
        let serve = Arc::new(serve);
        if let Some(again) = fate.arrives_again {
            let serve = serve.clone();
            on_its_way(world, again, move |world| drop(serve(world)));
        }
        let (answer, answered) = oneshot::channel();
        if let Some(arrives) = fate.arrives {
            on_its_way(world, arrives, move |world| {
                let reply = serve(world);
                tokio::spawn(async move {
                    sleep(Duration::from_millis(fate.answers)).await;
                    if !fate.answer_lost {
                        // An error: nobody waits for it any more.
                        let _ = answer.send(reply);
                    }
                });
            });
        }
        let reply = match timeout_at(gives_up, answered).await {
            Ok(Ok(reply)) => Reply::Answer(reply),
            _ => Reply::Unknown,
        };
        self.0
            .passes(match what {
                "charge" => "charge.after",
                "refund" => "refund.after",
                _ => "find.after",
            })
            .await;
        reply
    }
}

fn on_its_way(world: &Arc<World>, millis: u64, arrive: impl FnOnce(&World) + Send + 'static) {
    let world = world.clone();
    world.on_the_way.fetch_add(1, Relaxed);
    tokio::spawn(async move {
        sleep(Duration::from_millis(millis)).await;
        arrive(&world);
        world.on_the_way.fetch_sub(1, Relaxed);
    });
}

#[async_trait]
impl Gateway for Line {
    async fn charge(&self, request: &ChargeRequest) -> ChargeOutcome {
        let asked = request.clone();
        match self.call("charge", request.order.0, move |world| world.bank.charge(world, &asked)).await {
            Reply::Answer(outcome) => outcome,
            Reply::Unavailable => ChargeOutcome::Unavailable { why: "no charge: nobody is there".to_owned(), retry_after: None },
            Reply::Unknown => ChargeOutcome::Unknown { why: "no answer to a charge".to_owned() },
        }
    }

    async fn refund(&self, request: &RefundRequest) -> RefundOutcome {
        let asked = request.clone();
        match self.call("refund", request.key.0, move |world| world.bank.refund(world, &asked)).await {
            Reply::Answer(outcome) => outcome,
            Reply::Unavailable => RefundOutcome::Unavailable { why: "no refund: nobody is there".to_owned() },
            Reply::Unknown => RefundOutcome::Unknown { why: "no answer to a refund".to_owned() },
        }
    }

    async fn find(&self, order: OrderId) -> Lookup {
        match self.call("find", order.0, move |world| world.bank.find(order)).await {
            Reply::Answer(found) => found,
            Reply::Unavailable | Reply::Unknown => Lookup::Unknown { why: "no answer to a look-up".to_owned() },
        }
    }
}
