//! The saga on a real database with a real gateway protocol.

use crate::{on_both_databases, support::*};
use domain::{
    Account, CommandId, OrderId, Refusal, Role,
    account::Actor,
    order::{Command, PaymentStatus, Status},
    ports::{Commands, Intent},
    refusal::ProblemCode,
    store::StoreKind,
    views::{Channel, NotificationView},
};
use serde_json::json;
use server::{
    log::Appended,
    payment::{ChargeOutcome, ChargeRequest},
};
use uuid::Uuid;

const TOTAL: i64 = (PRICE + FEE) as i64;

on_both_databases! {
    async fn an_order_goes_the_whole_way(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let rider = world.account(Role::Rider).await;
        let order = id();
        let placed = world.place(&scene, order, "tok_ok").await.unwrap().order;
        assert_eq!((placed.status, paid(&placed)), (Status::Placed, (TOTAL, 0)));
        let number = placed.number.as_str().to_owned();

        world.accept(&scene, order).await.unwrap();
        world.dispatch(&scene.owner, order, Command::StartCooking).await.unwrap();
        world.dispatch(&scene.owner, order, Command::FinishCooking).await.unwrap();
        let nearby = world.storage.queries.deliveries_near(&rider, None).await.unwrap();
        assert!(nearby.iter().any(|delivery| delivery.order_id == order), "riders see it");
        world.dispatch(&rider, order, Command::Claim).await.unwrap();
        world.dispatch(&rider, order, Command::PickUp { number }).await.unwrap();
        world.dispatch(&rider, order, Command::DropOff).await.unwrap();
        let done = world.dispatch(&scene.customer, order, Command::ConfirmReceipt).await.unwrap().order;
        assert_eq!(done.status, Status::Completed);

        let view = world.storage.queries.order(&scene.customer, order).await.unwrap();
        assert_eq!(view.version, done.version, "the read model has caught up");
        let kinds: Vec<_> = world.storage.queries.order_events(&scene.customer, order).await.unwrap().into_iter().map(|event| event.kind).collect();
        let expected = ["placed", "payment_confirmed", "accepted", "cooking_started", "cooking_finished", "claimed", "picked_up", "delivered", "receipt_confirmed"];
        assert_eq!(kinds, expected);
        assert_eq!(world.ledger(order).await, [(TOTAL, 0)]);
        assert!(world.storage.queries.deliveries_near(&rider, None).await.unwrap().is_empty());
    }

    async fn a_declined_card_leaves_no_deal_and_returns_the_stock(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(3)).await;
        let order = id();
        let refusal = world.place(&scene, order, "tok_declined").await.unwrap_err();
        assert!(matches!(refusal, Refusal::PaymentDeclined { order_id, .. } if order_id == order));
        assert_eq!(world.stock(&scene).await, Some(3));
        let view = world.storage.queries.order(&scene.customer, order).await.unwrap();
        assert_eq!((view.status, view.payment.status), (Status::Expired, PaymentStatus::Declined));
        assert_eq!(world.storage.queries.order(&scene.owner, order).await, Err(Refusal::NotFound), "the store never sees it");
    }

    async fn a_rejection_refunds_and_restocks(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(3)).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        assert_eq!(world.stock(&scene).await, Some(2));
        let reason = domain::order::EndReason::SoldOut;
        world.dispatch(&scene.owner, order, Command::Reject { reason, text: None }).await.unwrap();
        let view = world.eventually(&scene.customer, order, |view| view.payment.status == PaymentStatus::Refunded).await;
        assert_eq!(view.status, Status::Rejected);
        assert_eq!(world.stock(&scene).await, Some(3));
        assert_eq!(world.ledger(order).await, [(TOTAL, TOTAL)]);
    }

    async fn the_same_command_again_changes_nothing(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(9)).await;
        let order = id();
        let intent = Intent {
            id: CommandId(Uuid::now_v7()),
            order_id: order,
            actor: Actor::from(scene.customer.clone()),
            command: Command::Place(scene.wish(1, "tok_ok")),
        };
        let taps = (0..8).map(|_| world.ordering.dispatch(intent.clone()));
        let receipts = futures::future::try_join_all(taps).await.unwrap();
        assert!(receipts.iter().all(|receipt| receipt.order.status == Status::Placed));
        assert_eq!(receipts.iter().filter(|receipt| !receipt.replayed).count(), 1);
        assert_eq!(world.ledger(order).await, [(TOTAL, 0)]);
        assert_eq!(world.stock(&scene).await, Some(8));
    }

    async fn one_id_is_one_command_and_never_another(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(9)).await;
        let (order, key) = (id(), CommandId(Uuid::now_v7()));
        let send = |order_id, who: &Account, command| world.ordering.dispatch(Intent { id: key, order_id, actor: who.clone().into(), command });
        let place = |quantity, card| send(order, &scene.customer, Command::Place(scene.wish(quantity, card)));
        place(1, "tok_ok").await.unwrap();
        assert_eq!(place(2, "tok_ok").await, Err(Refusal::IdempotencyKeyReused));
        assert_eq!(place(1, "tok_slow").await, Err(Refusal::IdempotencyKeyReused));
        let step = Command::Cancel { reason: None };
        assert_eq!(send(order, &scene.customer, step).await, Err(Refusal::IdempotencyKeyReused));
        let stranger = world.account(Role::Customer).await;
        let theirs = send(order, &stranger, Command::Place(scene.wish(2, "tok_ok"))).await;
        assert_eq!(theirs, Err(Refusal::NotFound), "that there is such an order is nobody else's business");
        assert!(place(1, "tok_ok").await.unwrap().replayed);
        assert_eq!(world.ledger(order).await, [(TOTAL, 0)]);
        assert_eq!(world.stock(&scene).await, Some(8));
    }

    async fn a_held_order_takes_another_card_from_the_same_form(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let (order_id, id) = (id(), CommandId(Uuid::now_v7()));
        let pay = |card: &str| {
            let command = Command::Pay { card: card.to_owned().try_into().unwrap() };
            world.ordering.dispatch(Intent { id, order_id, actor: scene.customer.clone().into(), command })
        };
        world.faults(json!({ "payment": { "down": true } })).await;
        assert!(matches!(world.place(&scene, order_id, "tok_ok").await, Err(Refusal::PaymentBusy { .. })));
        assert!(matches!(pay("tok_declined").await, Err(Refusal::PaymentBusy { .. })));
        world.faults(json!({})).await;
        assert_eq!(pay("tok_ok").await.unwrap().order.status, Status::Placed);
        assert!(pay("tok_ok").await.unwrap().replayed);
        assert_eq!(pay("tok_declined").await, Err(Refusal::IdempotencyKeyReused));
        assert_eq!(world.ledger(order_id).await, [(TOTAL, 0)]);
    }

    async fn an_item_whose_form_comes_again_is_one_and_what_is_new_in_it_is_not_swallowed(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let catalogue = &world.storage.catalogue;
        let (key, item) = (domain::MenuItemId(Uuid::new_v4()), new_item(Some(3)));
        let first = catalogue.add_item(&scene.owner, scene.store, key, item.clone()).await.unwrap();
        assert_eq!(catalogue.add_item(&scene.owner, scene.store, key, item.clone()).await, Ok(first.clone()));
        let dearer = domain::store::NewMenuItem { price: domain::Money::won(1), ..item.clone() };
        assert_eq!(catalogue.add_item(&scene.owner, scene.store, key, dearer).await, Err(Refusal::IdempotencyKeyReused));
        let other = world.scene(StoreKind::Restaurant, None).await;
        assert_eq!(catalogue.add_item(&other.owner, other.store, key, item).await, Err(Refusal::NotFound));
        let menu = world.storage.queries.store(scene.store).await.unwrap().menu;
        assert_eq!(menu.iter().filter(|item| item.id == key).collect::<Vec<_>>(), [&first]);
    }

    async fn a_hundred_buyers_of_the_last_five_make_five_orders(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(5)).await;
        let buyers = (0..100).map(|_| world.place(&scene, id(), "tok_ok"));
        let answers = futures::future::join_all(buyers).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (5, 95));
        for refusal in lost.into_iter().filter_map(Result::err) {
            let Refusal::CannotOrder(problems) = &refusal else { panic!("{refusal:?}") };
            assert_eq!(problems[0].code, ProblemCode::OutOfStock);
        }
        assert_eq!(world.stock(&scene).await, Some(0));
        assert_eq!(world.count("SELECT MIN(available) FROM stock").await, 0);
    }

    async fn of_two_riders_one_wins(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        world.accept(&scene, order).await.unwrap();
        world.dispatch(&scene.owner, order, Command::StartCooking).await.unwrap();
        world.dispatch(&scene.owner, order, Command::FinishCooking).await.unwrap();
        let riders = [world.account(Role::Rider).await, world.account(Role::Rider).await];
        let claims = riders.iter().map(|rider| world.dispatch(rider, order, Command::Claim));
        let answers = futures::future::join_all(claims).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert!(answers.contains(&Err(Refusal::AlreadyClaimed)));
    }

    async fn cancelling_races_cooking_to_one_winner_and_the_money_matches(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        for _ in 0..10 {
            let order = id();
            world.place(&scene, order, "tok_ok").await.unwrap();
            world.accept(&scene, order).await.unwrap();
            let (cancelled, cooking) = tokio::join!(
                world.dispatch(&scene.customer, order, Command::Cancel { reason: None }),
                world.dispatch(&scene.owner, order, Command::StartCooking),
            );
            assert!(cancelled.is_ok() != cooking.is_ok(), "{cancelled:?} {cooking:?}");
            let refunded = if cancelled.is_ok() { TOTAL } else { 0 };
            world.eventually(&scene.customer, order, |view| i64::from(view.payment.refunded) == refunded).await;
            assert_eq!(world.ledger(order).await, [(TOTAL, refunded)]);
        }
    }

    async fn a_store_that_does_not_answer_loses_the_order(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(1)).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        world.pass(200);
        let view = world.eventually(&scene.customer, order, |view| view.payment.status == PaymentStatus::Refunded).await;
        assert_eq!(view.status, Status::Cancelled);
        assert_eq!(view.cancellation.map(|cancellation| cancellation.code), Some(domain::order::EndReason::AcceptDeadline));
        assert_eq!(world.stock(&scene).await, Some(1));
    }

    async fn a_lost_answer_is_looked_up_and_settled(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let order = id();
        let receipt = world.place(&scene, order, "tok_unknown").await.unwrap();
        assert_eq!(receipt.order.payment.status, PaymentStatus::Unknown);
        world.pass(5);
        let view = world.eventually(&scene.customer, order, |view| view.status == Status::Placed).await;
        assert_eq!(i64::from(view.payment.charged), TOTAL);
        assert_eq!(world.ledger(order).await, [(TOTAL, 0)]);
    }

    async fn a_charge_of_which_somebody_gave_a_part_back_is_neither_paid_nor_declined(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let order = id();
        // The charge was made, and whoever made it died before they could say so.
        let appended = placed_and_left(&world, &scene, order).await;
        let request = ChargeRequest {
            key: appended.charge.unwrap().id,
            order,
            order_name: "들기름 막국수".to_owned(),
            customer: scene.customer.id,
            amount: appended.order.total,
            card: "tok_ok".to_owned().try_into().unwrap(),
        };
        assert!(matches!(world.ordering.gateway.charge(&request).await, ChargeOutcome::Approved { .. }));
        world.give_back(order, Some(1_000)).await;
        world.pass(40);
        world.until("SELECT COUNT(*) FROM task WHERE last_error LIKE '%a part of it was given back%'", 1).await;
        let seen = world.storage.queries.order(&scene.customer, order).await.unwrap();
        assert_eq!((seen.status, seen.payment.status), (Status::AwaitingPayment, PaymentStatus::Unknown));
        // Once all of it is given back, it was never paid.
        world.give_back(order, None).await;
        world.pass(120);
        let view = world.eventually(&scene.customer, order, |view| view.payment.status == PaymentStatus::Declined).await;
        assert_eq!((view.status, i64::from(view.payment.charged)), (Status::Expired, 0));
        assert_eq!(world.ledger(order).await, [(TOTAL, TOTAL)]);
    }

    async fn an_order_that_is_cancelled_while_it_is_charged_is_no_deal_and_the_money_goes_back(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(1)).await;
        let order = id();
        let cancelled = async {
            world.until("SELECT COUNT(*) FROM event WHERE kind = 'placed'", 1).await;
            world.dispatch(&scene.customer, order, Command::Cancel { reason: None }).await
        };
        let (placed, cancelled) = tokio::join!(world.place(&scene, order, "tok_slow"), cancelled);
        assert_eq!(cancelled.unwrap().order.status, Status::Cancelled);
        assert_eq!(placed.unwrap_err(), Refusal::WrongStatus(Status::Cancelled), "paid, and yet no deal");
        world.eventually(&scene.customer, order, |view| view.payment.status == PaymentStatus::Refunded).await;
        assert_eq!(world.ledger(order).await, [(TOTAL, TOTAL)]);
        assert_eq!(world.stock(&scene).await, Some(1));
        assert_eq!(world.accept(&scene, order).await.unwrap_err(), Refusal::NotFound, "the store never sees it");
    }

    async fn a_held_order_that_is_being_paid_when_its_hold_ends_is_paid(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(1)).await;
        let order = id();
        world.faults(json!({ "payment": { "down": true } })).await;
        assert!(matches!(world.place(&scene, order, "tok_ok").await, Err(Refusal::PaymentBusy { .. })));
        world.faults(json!({})).await;
        world.pass(595);
        const CHARGES: &str = "SELECT COUNT(*) FROM task WHERE kind = 'charge'";
        world.until(CHARGES, 0).await;
        let late = async {
            // Once the slow card is being charged.
            world.until(CHARGES, 1).await;
            world.pass(10);
        };
        let pay = world.dispatch(&scene.customer, order, Command::Pay { card: "tok_slow".to_owned().try_into().unwrap() });
        let (paid, ()) = tokio::join!(pay, late);
        assert_eq!(paid.unwrap().order.status, Status::Placed);
        assert_eq!(world.ledger(order).await, [(TOTAL, 0)]);
        assert_eq!(world.stock(&scene).await, Some(0));
    }

    async fn what_could_not_be_charged_in_time_is_not_charged_hours_later(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(1)).await;
        let order = id();
        world.faults(json!({ "payment": { "error_rate": 1 } })).await;
        let receipt = world.place(&scene, order, "tok_ok").await.unwrap();
        assert_eq!(receipt.order.payment.status, PaymentStatus::Unknown);
        world.pass(700);
        world.faults(json!({})).await;
        for _ in 0..40 {
            world.pass(30);
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        let view = world.eventually(&scene.customer, order, |view| view.status == Status::Expired).await;
        assert_eq!(view.payment.status, PaymentStatus::Declined);
        assert_eq!(world.ledger(order).await, []);
        assert_eq!(world.stock(&scene).await, Some(1));
    }

    async fn a_charge_whose_process_died_is_settled_by_another(world) {
        let scene = world.scene(StoreKind::Restaurant, Some(2)).await;
        let order = id();
        // The order is in the log with its charge, and nobody makes it: as if the process had been killed right here.
        placed_and_left(&world, &scene, order).await;
        let world = world.restart().await;
        world.pass(40);
        let view = world.eventually(&scene.customer, order, |view| view.status == Status::Placed).await;
        assert_eq!(i64::from(view.payment.charged), TOTAL);
        assert_eq!(world.ledger(order).await, [(TOTAL, 0)]);
        assert_eq!(world.stock(&scene).await, Some(1));
    }

    async fn a_seller_of_parcels_hears_of_a_cancellation_before_the_money_moves(world) {
        let scene = world.scene(StoreKind::MealKit, None).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        world.dispatch(&scene.customer, order, Command::Cancel { reason: None }).await.unwrap();
        for _ in 0..PATIENCE {
            let events = world.storage.queries.order_events(&scene.customer, order).await.unwrap();
            let after: Vec<_> = events.iter().skip_while(|event| event.kind != "cancelled").map(|event| event.kind.as_str()).collect();
            if after == ["cancelled", "refund_requested", "seller_told", "refund_settled", "delivery_cancelled", "seller_told"] {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{:?}", world.storage.queries.order_events(&scene.customer, order).await);
    }

    async fn read_models_folded_again_from_the_log_are_the_same(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        for card in ["tok_ok", "tok_declined", "tok_ok"] {
            let _ = world.place(&scene, id(), card).await;
        }
        let before = world.storage.queries.orders(&scene.customer, Default::default()).await.unwrap();
        let board = world.storage.queries.store_orders(&scene.owner, scene.store, &[], Default::default()).await.unwrap();
        let inbox = inbox(&world, &scene.customer).await;
        assert_eq!((before.items.len(), board.items.len()), (3, 2));
        world.execute("DELETE FROM order_status").await;
        world.execute("DELETE FROM store_board").await;
        world.execute("DELETE FROM notification WHERE channel = 'inbox'").await;
        world.execute("UPDATE cursor SET seq = 0").await;
        let world = world.restart().await;
        assert_eq!(world.storage.queries.orders(&scene.customer, Default::default()).await.unwrap(), before);
        assert_eq!(world.storage.queries.store_orders(&scene.owner, scene.store, &[], Default::default()).await.unwrap(), board);
        assert_eq!(self::inbox(&world, &scene.customer).await, inbox);
    }
}

/// In the log with its charge, which its process does not make.
async fn placed_and_left(world: &World, scene: &Scene, order_id: OrderId) -> Appended {
    let shop = world.storage.shops.fresh(scene.store).await.unwrap();
    let (id, actor) = (CommandId(Uuid::now_v7()), Actor::from(scene.customer.clone()));
    let intent = Intent { id, order_id, actor, command: Command::Place(scene.wish(1, "tok_ok")) };
    world.storage.log.append(intent, shop, Uuid::now_v7()).await.unwrap()
}

async fn inbox(world: &World, who: &Account) -> Vec<NotificationView> {
    let mut told = world.storage.queries.notifications(who, Default::default()).await.unwrap().items;
    told.retain(|row| row.channel == Channel::Inbox);
    told
}
