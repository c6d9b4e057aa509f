//! One part is down and the others go on; what was missed is made up for.

use crate::{on_both_databases, support::*};
use domain::{
    OrderId, Refusal,
    order::{Command, EndReason, PaymentStatus, Status},
    store::StoreKind,
};
use futures::future::join_all;
use serde_json::{Value, json};
use server::{
    clock::Clock,
    payment::{GatewaySettings, PaymentGateway},
    reconciliation::{Discrepancy, Reconciliation},
    sandbox,
};

/// Each read model's table, and how its subscriber loses and finds it.
const READ_MODELS: [(&str, &str, &str); 5] = [
    ("order_status", "ALTER TABLE order_status RENAME TO away", "ALTER TABLE away RENAME TO order_status"),
    ("store_board", "ALTER TABLE store_board RENAME TO away", "ALTER TABLE away RENAME TO store_board"),
    ("rider_board", "ALTER TABLE rider_board RENAME TO away", "ALTER TABLE away RENAME TO rider_board"),
    ("top_menus", "ALTER TABLE top_menus RENAME TO away", "ALTER TABLE away RENAME TO top_menus"),
    ("notification", "ALTER TABLE notification RENAME TO away", "ALTER TABLE away RENAME TO notification"),
];

on_both_databases! {
    async fn with_any_read_model_stopped_orders_flow_and_it_catches_up(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        for (name, lose, find) in READ_MODELS {
            world.execute(lose).await;
            let order = id();
            let placed = world.place(&scene, order, "tok_ok").await.unwrap();
            assert_eq!(placed.order.status, Status::Placed, "without {name}");
            world.accept(&scene, order).await.unwrap();
            world.dispatch(&scene.owner, order, Command::StartCooking).await.unwrap();
            let ready = world.dispatch(&scene.owner, order, Command::FinishCooking).await.unwrap();
            assert_eq!(ready.order.status, Status::Ready, "without {name}");
            world.execute(find).await;
            world.eventually(&scene.customer, order, |view| view.status == Status::Ready).await;
            caught_up(&world, name, order).await;
        }
    }

    async fn with_the_catalogue_down_known_menus_still_sell(world) {
        let known = world.scene(StoreKind::Restaurant, Some(2)).await;
        let sold = id();
        world.place(&known, sold, "tok_ok").await.unwrap();
        world.faults(json!({ "catalogue": { "down": true } })).await;
        // Longer than the sandbox's word is remembered.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(world.place(&known, id(), "tok_ok").await.unwrap().order.status, Status::Placed, "by its last known menu");
        let sold_out = world.place(&known, id(), "tok_ok").await;
        assert!(matches!(sold_out, Err(Refusal::CannotOrder(_))), "the stock is not taken from a memory: {sold_out:?}");

        world.faults(json!({})).await;
        let restored = world.dispatch(&known.owner, sold, Command::Reject { reason: EndReason::Busy, text: None }).await;
        restored.unwrap();
        world.place(&known, id(), "tok_ok").await.unwrap();
    }

    async fn a_refund_that_the_gateway_refuses_is_kept_trying_and_somebody_hears_of_it(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        // Somebody gives a part back by hand, so that there is less left than is owed.
        let ledger: Value = reqwest::get(format!("{}/ledger/payments", world.sandbox)).await.unwrap().json().await.unwrap();
        let key = ledger["items"][0]["payment_key"].as_str().unwrap();
        let by_hand = reqwest::Client::new().post(format!("{}/v1/payments/{key}/cancel", world.sandbox));
        let by_hand = by_hand.basic_auth(sandbox::SECRET_KEY, Some("")).header("idempotency-key", "by-hand");
        let form = json!({ "cancelReason": "손님 불편", "cancelAmount": 3_000 });
        assert!(by_hand.json(&form).send().await.unwrap().status().is_success());

        world.dispatch(&scene.owner, order, Command::Reject { reason: EndReason::Busy, text: None }).await.unwrap();
        world.until("SELECT COUNT(*) FROM task WHERE kind = 'refund' AND last_error LIKE 'NOT_CANCELABLE_AMOUNT%'", 1).await;
        let view = world.storage.queries.order(&scene.customer, order).await.unwrap();
        assert_eq!((view.status, view.payment.status), (Status::Rejected, PaymentStatus::Refunding));
        let wall = Clock::wall();
        let reconciliation = Reconciliation {
            gateway: PaymentGateway::new(&GatewaySettings::sandbox(&world.sandbox)).unwrap(),
            books: world.storage.books.clone(),
            clock: Clock::new(move || wall.now().plus_seconds(7_200)),
        };
        let found = reconciliation.compare(&Default::default()).await.unwrap();
        assert!(found.iter().any(|found| matches!(found, Discrepancy::Owed { order: owed, .. } if *owed == order)), "{found:?}");
    }

    async fn while_the_gateway_takes_its_time_deadlines_pass_all_the_same(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let rejected: Vec<_> = (0..40).map(|_| id()).collect();
        let unanswered = id();
        for order in rejected.iter().chain([&unanswered]) {
            world.place(&scene, *order, "tok_ok").await.unwrap();
        }
        world.faults(json!({ "payment": { "latency_ms": 5_000 } })).await;
        // At once, so that the deadline passes while the first of their refunds are still under way.
        let reject = |order| world.dispatch(&scene.owner, order, Command::Reject { reason: EndReason::Busy, text: None });
        for answer in join_all(rejected.into_iter().map(reject)).await {
            answer.unwrap();
        }
        // More refunds are under way than are made at once.
        world.until("SELECT COUNT(*) FROM task WHERE kind = 'refund' AND attempts > 0", 16).await;
        world.pass(185);
        world.eventually(&scene.customer, unanswered, |view| view.status == Status::Cancelled).await;
        let refunded = world.count("SELECT COUNT(*) FROM event WHERE kind = 'refund_settled'").await;
        assert!(refunded < 25, "it did not wait for its turn among {refunded} refunds");
    }

    async fn our_books_and_the_gateways_agree_on_paid_and_refunded_orders(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let (kept, cancelled) = (id(), id());
        world.place(&scene, kept, "tok_ok").await.unwrap();
        world.place(&scene, cancelled, "tok_ok").await.unwrap();
        world.dispatch(&scene.customer, cancelled, Command::Cancel { reason: None }).await.unwrap();
        world.eventually(&scene.customer, cancelled, |view| !view.payment.refunded.is_zero()).await;
        let wall = Clock::wall();
        let reconciliation = Reconciliation {
            gateway: PaymentGateway::new(&GatewaySettings::sandbox(&world.sandbox)).unwrap(),
            books: world.storage.books.clone(),
            clock: Clock::new(move || wall.now().plus_seconds(600)),
        };
        assert_eq!(reconciliation.compare(&Default::default()).await.unwrap(), []);
        world.execute("DELETE FROM order_status").await;
        assert_eq!(reconciliation.compare(&Default::default()).await.unwrap().len(), 2, "two charges without an order");
    }
}

/// Whatever this read model shows of an order that is ready.
async fn caught_up(world: &World, name: &str, order: OrderId) {
    let found = match name {
        "store_board" => "SELECT COUNT(*) FROM store_board WHERE status = 'ready'",
        "rider_board" => "SELECT COUNT(*) FROM rider_board",
        "top_menus" => "SELECT CAST(COALESCE(SUM(order_count), 0) AS BIGINT) FROM top_menus",
        "notification" => "SELECT COUNT(*) FROM notification WHERE kind = 'cooking_finished' AND channel = 'inbox'",
        _ => "SELECT COUNT(*) FROM order_status WHERE status = 'ready'",
    };
    let ready = world.count("SELECT COUNT(*) FROM event WHERE kind = 'cooking_finished'").await;
    for _ in 0..PATIENCE {
        if world.count(found).await == ready {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{name} did not catch up with {order}: {} instead of {ready}", world.count(found).await);
}
