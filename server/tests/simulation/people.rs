//! What people do: customers order, pay again, change their mind and tap twice; the store and the riders get on with it.

use crate::{
    dice::Dice,
    town::{PRICE, account, address},
    world::{World, lock},
};
use domain::{
    Account, CommandId, Money, OrderId, Quantity, Refusal, Role,
    order::{Command, EndReason, Fulfilment, LineRequest, Order, PlaceOrder, Status},
    ports::{Answer, Commands, Intent, Receipt},
    store::Shop,
    text::CardToken,
};
use std::{sync::Arc, time::Duration};
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

/// Seconds that a client waits before it takes a call for lost.
const PATIENCE: u64 = 20;

/// Starts everybody; the handles are the customers'.
pub fn arrive(world: &Arc<World>) -> Vec<JoinHandle<()>> {
    tokio::spawn(keep_store(world.clone()));
    tokio::spawn(operate(world.clone()));
    for number in 0..world.town.riders.len() {
        tokio::spawn(ride(world.clone(), number));
    }
    let customers = world.dice.of("customers", 0).between(4, 9);
    (0..customers).map(|number| tokio::spawn(dine(world.clone(), number))).collect()
}

async fn dine(world: Arc<World>, number: u64) {
    let mut dice = world.dice.of("customer", number);
    let me = account(Role::Customer, 100 + u128::from(number));
    let order = OrderId(dice.uuid());
    pause(&mut dice, 60_000).await;
    let (mut mind, mut hunger) = (dice.of("mind", 0), dice.of("hunger", 0));
    let change_of_mind = async {
        if mind.one_in(3) {
            pause(&mut mind, 50_000).await;
            insist(&world, &mut mind, &me, order, Command::Cancel { reason: None }).await;
        }
    };
    tokio::join!(order_and_pay(&world, &mut hunger, &me, order), change_of_mind);
    for _ in 0..5 {
        pause(&mut dice, 20_000).await;
        let handed_over = |status| matches!(status, Status::Delivered | Status::Collected);
        if seen(&world).into_iter().any(|seen| seen.id == order && handed_over(seen.status)) && dice.one_in(2) {
            insist(&world, &mut dice, &me, order, Command::ConfirmReceipt).await;
        }
    }
}

async fn order_and_pay(world: &Arc<World>, dice: &mut Dice, me: &Account, order: OrderId) {
    let (shop, quantity, card) = (dice.below(3) as usize, dice.between(1, 4) as i64, a_card(dice));
    let place = Command::Place(wish(&world.town.shops[shop], quantity, card));
    let id = CommandId(dice.uuid());
    let taps = [("first tap", true), ("second tap", dice.one_in(3))].map(|(name, tapped)| (dice.of(name, 0), tapped));
    let [first, second] = taps.map(|(mut dice, tapped)| {
        let place = place.clone();
        async move { if tapped { insist_as(world, &mut dice, me, order, id, place).await } else { None } }
    });
    let (answer, _) = tokio::join!(first, second);
    let Some(Err(Refusal::PaymentBusy { .. })) = answer else { return };
    for time in 0..3 {
        pause(dice, 8_000).await;
        let again = dice.one_in(4);
        let (mut one, mut two) = (dice.of("pay", time), dice.of("pay twice", time));
        let [card, other_card]: [CardToken; 2] = [a_card(dice), a_card(dice)].map(|card| card.to_owned().try_into().unwrap());
        let place = place.clone();
        let (answer, _) = tokio::join!(insist(world, &mut one, me, order, Command::Pay { card }), async {
            if again {
                insist(world, &mut two, me, order, Command::Pay { card: other_card }).await;
            } else if two.one_in(3) {
                insist_as(world, &mut two, me, order, id, place).await;
            }
        });
        if !matches!(answer, Some(Err(Refusal::PaymentBusy { .. }))) {
            return;
        }
    }
}

fn a_card(dice: &mut Dice) -> &'static str {
    dice.pick(&["tok_ok", "tok_ok", "tok_ok", "tok_ok", "tok_ok", "tok_declined"])
}

fn wish(shop: &Shop, quantity: i64, card: &str) -> PlaceOrder {
    let line = LineRequest {
        menu_item_id: shop.menu[0].id,
        quantity: Quantity::try_from(quantity).unwrap(),
        choice_ids: Vec::new(),
        expected_price: Some(Money::won(PRICE)),
    };
    PlaceOrder {
        store_id: shop.store.id,
        lines: vec![line],
        address: Some(address()),
        note: None,
        card: card.to_owned().try_into().unwrap(),
    }
}

/// The store looks at its board and does what is next, most of the time.
async fn keep_store(world: Arc<World>) {
    let mut dice = world.dice.of("store", 0);
    let owner = world.town.owner.clone();
    loop {
        pause(&mut dice, 6_000).await;
        for order in seen(&world).into_iter().filter(|order| order.was_paid()) {
            let counter = order.fulfilment() == Fulfilment::CounterPickup;
            let parcel = order.fulfilment() == Fulfilment::Parcel;
            let next = match order.status {
                Status::Placed if dice.one_in(8) => Command::Reject { reason: EndReason::Busy, text: None },
                Status::Placed => Command::Accept { prep: 15.try_into().unwrap() },
                Status::Accepted if parcel => Command::StartPacking,
                Status::Accepted => Command::StartCooking,
                Status::Cooking => Command::FinishCooking,
                Status::Ready if counter => Command::Collect,
                Status::Packing => Command::Ship {
                    carrier: "CJ".to_owned().try_into().unwrap(),
                    tracking_no: "1234".to_owned().try_into().unwrap(),
                },
                Status::Shipped => Command::DropOff,
                _ => continue,
            };
            if dice.one_in(2) {
                insist(&world, &mut dice, &owner, order.id, next).await;
            }
        }
    }
}

async fn ride(world: Arc<World>, number: usize) {
    let mut dice = world.dice.of("rider", number as u64);
    let me = world.town.riders[number].clone();
    loop {
        pause(&mut dice, 5_000).await;
        for order in seen(&world).into_iter().filter(|order| order.fulfilment() == Fulfilment::RiderDelivery) {
            let mine = order.rider.as_ref().is_some_and(|rider| rider.id == me.id);
            let next = match order.status {
                Status::Ready => Command::Claim,
                Status::Claimed if mine => Command::PickUp { number: order.number.as_str().to_owned() },
                Status::PickedUp if mine => Command::DropOff,
                _ => continue,
            };
            insist(&world, &mut dice, &me, order.id, next).await;
        }
    }
}

/// An operator calls an order off now and then, and has the read models folded again from the beginning; what was told stays told.
async fn operate(world: Arc<World>) {
    let mut dice = world.dice.of("operator", 0);
    pause(&mut dice, 90_000).await;
    if let Some(order) = seen(&world).first()
        && dice.one_in(2)
    {
        let operator = world.town.operator.clone();
        insist(&world, &mut dice, &operator, order.id, Command::Cancel { reason: None }).await;
    }
    pause(&mut dice, 30_000).await;
    world.note(format_args!("everything is stopped, and the read models are folded again"));
    world.stop_all();
    let mut tables = world.disk.tables();
    tables.order_status.clear();
    tables.cursors.values_mut().for_each(|cursor| *cursor = 0);
}

/// The orders as the read model has them.
fn seen(world: &World) -> Vec<Arc<Order>> {
    world.disk.tables().order_status.values().cloned().collect()
}

async fn pause(dice: &mut Dice, most_millis: u64) {
    sleep(Duration::from_millis(dice.between(1, most_millis))).await;
}

async fn insist(world: &Arc<World>, dice: &mut Dice, who: &Account, order: OrderId, command: Command) -> Option<Answer<Receipt>> {
    let id = CommandId(dice.uuid());
    insist_as(world, dice, who, order, id, command).await
}

/// Sends a command until there is an answer to it, each time as the same command; None: gave up.
async fn insist_as(
    world: &Arc<World>,
    dice: &mut Dice,
    who: &Account,
    order: OrderId,
    id: CommandId,
    command: Command,
) -> Option<Answer<Receipt>> {
    let pays = matches!(command, Command::Place(_) | Command::Pay { .. });
    let intent = Intent { id, order_id: order, actor: who.clone().into(), command };
    for _ in 0..4 {
        let answer = send(world, dice, &intent).await;
        match &answer {
            None | Some(Err(Refusal::Internal | Refusal::Overloaded { .. })) => pause(dice, 4_000).await,
            Some(Err(_)) => return answer,
            Some(Ok(receipt)) => {
                remember(world, &intent, receipt);
                if !pays
                    && dice.one_in(4)
                    && let Some(Err(refusal)) = send(world, dice, &intent).await
                    && !matches!(refusal, Refusal::Internal | Refusal::Overloaded { .. })
                {
                    world.blame(format!(
                        "{:?} of {order} was carried out, and is refused when it comes again: {refusal:?}",
                        intent.command
                    ));
                }
                return answer;
            }
        }
    }
    None
}

/// One call to one process; None: no answer.
async fn send(world: &Arc<World>, dice: &mut Dice, intent: &Intent) -> Option<Answer<Receipt>> {
    let Some(running) = world.running(dice) else {
        pause(dice, 1_000).await;
        return None;
    };
    let call = async {
        tokio::select! {
            biased;
            answer = running.ordering.dispatch(intent.clone()) => Some(answer),
            () = running.process.died.notified() => None,
        }
    };
    let answer = timeout(Duration::from_secs(PATIENCE), call).await.ok().flatten();
    answer.filter(|_| running.process.is_alive())
}

fn remember(world: &World, intent: &Intent, receipt: &Receipt) {
    let mut told = lock(&world.told);
    let version = told.orders.entry(intent.order_id).or_default();
    *version = receipt.order.version.max(*version);
    if let (Command::Claim, Some(rider)) = (&intent.command, intent.actor.account()) {
        told.riders.entry(intent.order_id).or_default().insert(rider.id);
    }
}
