//! Who is told, on which channel, and what becomes of a message while its vendor fails; the sandbox's ledger is the judge.

use crate::{on_both_databases, support::*};
use domain::{
    Account, OrderId, Role,
    order::{Command, EndReason, Status},
    store::StoreKind,
    views::{Channel, NotificationStatus, NotificationView},
};
use serde_json::{Value, json};
use std::{collections::HashSet, time::Duration};

const SENT: &str = "SELECT COUNT(*) FROM notification WHERE channel = 'alimtalk' AND status = 'sent'";
const FAILED: &str = "SELECT COUNT(*) FROM notification WHERE channel = 'alimtalk' AND status = 'failed'";
const DEAD: &str = "SELECT COUNT(*) FROM notification WHERE channel = 'alimtalk' AND status = 'dead'";
const ROWS: &str = "SELECT COUNT(*) FROM notification";

on_both_databases! {
    async fn each_change_recipient_and_channel_is_one_row_and_one_message(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let rider = world.account(Role::Rider).await;
        let order = id();
        let number = world.place(&scene, order, "tok_ok").await.unwrap().order.number.as_str().to_owned();
        world.accept(&scene, order).await.unwrap();
        world.dispatch(&scene.owner, order, Command::StartCooking).await.unwrap();
        world.dispatch(&scene.owner, order, Command::FinishCooking).await.unwrap();
        world.dispatch(&rider, order, Command::Claim).await.unwrap();
        world.dispatch(&rider, order, Command::PickUp { number }).await.unwrap();
        world.dispatch(&rider, order, Command::DropOff).await.unwrap();
        world.dispatch(&scene.customer, order, Command::ConfirmReceipt).await.unwrap();

        let to_customer = ["delivered", "picked_up", "claimed", "cooking_finished", "cooking_started", "accepted", "payment_confirmed"];
        world.until(SENT, 11).await;
        assert_eq!(told(&world, &scene.customer, Channel::Inbox).await, to_customer);
        assert_eq!(told(&world, &scene.customer, Channel::Alimtalk).await, to_customer);
        for channel in [Channel::Inbox, Channel::Alimtalk] {
            assert_eq!(told(&world, &scene.owner, channel).await, ["receipt_confirmed", "claimed", "payment_confirmed"]);
            assert_eq!(told(&world, &rider, channel).await, ["receipt_confirmed"]);
        }
        let messages = world.messages(order).await;
        let templates: HashSet<_> = messages.iter().map(|message| message["template"].as_str().unwrap()).collect();
        assert_eq!((messages.len(), templates.len()), (11, 11), "{messages:#?}");
        for (who, count) in [(&scene.customer, 7), (&scene.owner, 3), (&rider, 1)] {
            let phone = world.storage.accounts.me(who).await.unwrap().phone;
            assert_eq!(messages.iter().filter(|message| message["to"] == phone.as_str()).count(), count);
        }
        let texts: HashSet<_> = ledger(&world, &scene.customer).await.into_iter().map(|row| row.text).collect();
        assert_eq!(texts.len(), 7, "the inbox says what the phone says");
    }

    async fn while_messages_are_down_orders_flow_and_once_they_are_back_messages_catch_up(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        world.faults(json!({ "message": { "down": true } })).await;
        let orders = [id(), id(), id()];
        for order in orders {
            world.place(&scene, order, "tok_ok").await.unwrap();
            world.accept(&scene, order).await.unwrap();
        }
        world.until(FAILED, 9).await;
        for order in orders {
            assert_eq!(world.storage.queries.order(&scene.customer, order).await.unwrap().status, Status::Accepted);
        }
        assert_eq!(told(&world, &scene.customer, Channel::Inbox).await.len(), 6, "the inbox needs no vendor");
        // However long it takes: nobody being there is no fault of the message.
        for _ in 0..10 {
            world.pass(400);
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
        assert_eq!(world.count(DEAD).await, 0);

        world.faults(json!({})).await;
        world.pass_until(SENT, 9).await;
        for order in orders {
            assert_eq!(world.messages(order).await.len(), 3);
        }
    }

    async fn a_message_that_fails_again_and_again_is_a_dead_letter(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        world.until(SENT, 2).await;
        // One alone, so that the breaker stays closed: while nobody can be reached, no message is to blame.
        world.faults(json!({ "message": { "error_rate": 1 } })).await;
        world.accept(&scene, order).await.unwrap();
        world.until(FAILED, 1).await;
        world.pass_until(DEAD, 1).await;
        assert_eq!(world.count("SELECT MIN(failures) FROM notification WHERE status = 'dead'").await, 8);
        world.faults(json!({})).await;
        world.pass(1_000);
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!((world.count(DEAD).await, world.messages(order).await.len()), (1, 2), "dead is dead");
        let rows = ledger(&world, &scene.customer).await;
        let status = |channel| rows.iter().find(|row| row.channel == channel && row.kind == "accepted").unwrap().status;
        assert_eq!((status(Channel::Alimtalk), status(Channel::Inbox)), (NotificationStatus::Dead, NotificationStatus::Sent));
    }

    async fn a_lost_answer_is_looked_up_and_nothing_is_sent_twice(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        world.faults(json!({ "message": { "drop_rate": 1 } })).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        world.accept(&scene, order).await.unwrap();
        world.until(FAILED, 3).await;
        assert_eq!(world.messages(order).await.len(), 3, "they were taken, and nobody heard of it");
        world.faults(json!({})).await;
        world.pass_until(SENT, 3).await;
        assert_eq!(world.messages(order).await.len(), 3);
    }

    async fn through_a_vendor_that_fails_now_and_then_every_message_comes_once(world) {
        world.faults(json!({ "message": { "drop_rate": 0.05, "error_rate": 0.05 } })).await;
        let orders: Vec<_> = (0..20).map(|_| id()).collect();
        for order in &orders {
            let scene = world.scene(StoreKind::Restaurant, None).await;
            world.place(&scene, *order, "tok_ok").await.unwrap();
            world.accept(&scene, *order).await.unwrap();
        }
        world.until(ROWS, 120).await;
        world.pass_until(SENT, 60).await;
        for order in orders {
            assert_eq!(world.messages(order).await.len(), 3);
        }
    }

    async fn a_number_that_no_message_reaches_is_a_dead_letter_at_once(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        world.execute("UPDATE account SET phone = '0212345678' WHERE role = 'customer'").await;
        world.place(&scene, id(), "tok_ok").await.unwrap();
        world.until(DEAD, 1).await;
        world.until(SENT, 1).await;
        assert_eq!(world.count("SELECT attempts FROM notification WHERE status = 'dead'").await, 1);
    }

    async fn yesterday_is_no_news(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        world.faults(json!({ "message": { "down": true } })).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        world.until(FAILED, 2).await;
        world.pass(86_500);
        world.until("SELECT COUNT(*) FROM notification WHERE status = 'dead' AND kind = 'payment_confirmed'", 2).await;
    }

    async fn what_was_folded_before_is_not_sent_again(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        let order = id();
        world.place(&scene, order, "tok_ok").await.unwrap();
        world.dispatch(&scene.owner, order, Command::Reject { reason: EndReason::Busy, text: None }).await.unwrap();
        world.until(SENT, 4).await;
        let before = ledger(&world, &scene.customer).await;
        world.execute("DELETE FROM notification WHERE channel = 'inbox'").await;
        world.execute("UPDATE cursor SET seq = 0 WHERE subscriber = 'inbox'").await;
        let world = world.restart().await;
        assert_eq!(ledger(&world, &scene.customer).await, before);
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!((world.count(ROWS).await, world.messages(order).await.len()), (8, 4));
    }

    async fn two_who_fold_the_same_changes_write_each_row_once(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        // A second process on the same database, as far as PostgreSQL is concerned; on SQLite at least a second sender.
        let second = World::on(world.database.clone(), Directory::new(), world.sandbox.clone(), std::sync::Arc::default()).await;
        let orders: Vec<_> = (0..6).map(|_| id()).collect();
        for order in &orders {
            world.place(&scene, *order, "tok_ok").await.unwrap();
        }
        world.until(SENT, 12).await;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(second.count(ROWS).await, 24);
        for order in orders {
            assert_eq!(world.messages(order).await.len(), 2);
        }
    }

    async fn a_phone_number_is_nowhere_but_with_its_account_and_its_vendor(world) {
        let scene = world.scene(StoreKind::Restaurant, None).await;
        world.execute("UPDATE account SET phone = '01012345678'").await;
        world.faults(json!({ "message": { "error_rate": 1 } })).await;
        world.place(&scene, id(), "tok_ok").await.unwrap();
        world.until(FAILED, 2).await;
        for found in [
            "SELECT COUNT(*) FROM event WHERE data LIKE '%12345678%' OR actor LIKE '%12345678%'",
            "SELECT COUNT(*) FROM state WHERE data LIKE '%12345678%'",
            "SELECT COUNT(*) FROM notification WHERE text LIKE '%12345678%' OR last_error LIKE '%12345678%'",
        ] {
            assert_eq!(world.count(found).await, 0, "{found}");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM notification WHERE last_error IS NOT NULL").await, 2);
    }
}

/// One's rows of the ledger, newest first.
async fn ledger(world: &World, who: &Account) -> Vec<NotificationView> {
    world.storage.queries.notifications(who, Default::default()).await.unwrap().items
}

/// The kinds of event that somebody was told of on a channel, newest first.
async fn told(world: &World, who: &Account, channel: Channel) -> Vec<String> {
    ledger(world, who).await.into_iter().filter(|row| row.channel == channel).map(|row| row.kind).collect()
}

impl World {
    /// What the sandbox accepted for an order.
    async fn messages(&self, order: OrderId) -> Vec<Value> {
        messages(&self.sandbox, order).await
    }

    /// Waits until a number is what it should become, while time runs so fast that whatever waits to be tried again is tried again.
    async fn pass_until(&self, sql: &'static str, wanted: i64) {
        for _ in 0..60 {
            if self.count(sql).await == wanted {
                return;
            }
            self.pass(400);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        panic!("{sql}: {} instead of {wanted}", self.count(sql).await);
    }
}
