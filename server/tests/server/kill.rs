//! A process is killed between any two steps and started again: nothing is lost, nothing happens twice.
//!
//! The process that dies is this test program, run once more for one test alone; the sandbox stays alive in the parent and is the judge.

use crate::support::*;
use domain::{
    Account, AccountId, CommandId, MenuItemId, OrderId, Refusal, Role, StoreId,
    account::Actor,
    order::{Command, EndReason, PaymentStatus, Status},
    ports::{Commands, Intent, NewAccount},
    store::StoreKind,
};
use server::database::DatabaseUrl;
use std::process::Stdio;
use uuid::Uuid;

/// Where it dies, and how often it comes there before it does.
const PLACES: [&str; 19] = [
    "lane.before_commit:1",
    "lane.before_commit:2",
    "lane.before_commit:4",
    "lane.after_commit:1",
    "lane.after_commit:2",
    "lane.after_commit:5",
    "charge.before:1",
    "charge.after:1",
    "charge.after:2",
    "task.leased:1",
    "refund.before:1",
    "refund.after:1",
    "subscriber.before_commit:2",
    "subscriber.after_commit:3",
    "message.leased:1",
    "message.before:1",
    "message.after:1",
    "message.after:3",
    "message.recorded:1",
];

const TOTAL: i64 = (PRICE + FEE) as i64;
const STOCK: u32 = 10;

#[tokio::test(flavor = "multi_thread")]
async fn killed_anywhere_on_sqlite_it_loses_and_repeats_nothing() {
    for place in PLACES {
        let data = Directory::new();
        let database = format!("sqlite:{}", data.path().join("hansang.db").display());
        survive(place, database, data).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_anywhere_on_postgres_it_loses_and_repeats_nothing() {
    for place in PLACES {
        let Some(DatabaseUrl::Postgres(database)) = fresh_postgres().await else { return };
        survive(place, database, Directory::new()).await;
    }
}

async fn survive(place: &str, database: String, data: Directory) {
    let sandbox = start_sandbox(&data).await;
    let first = child(&database, &sandbox, Some(place)).await;
    assert!(!first.success(), "it never came to {place}");
    let second = child(&database, &sandbox, None).await;
    assert!(second.success(), "started again after {place} it did not settle");

    let [rejected, accepted, declined] = orders();
    assert_eq!(ledger(&sandbox, rejected).await, [(TOTAL, TOTAL)], "charged once and refunded once after {place}");
    assert_eq!(ledger(&sandbox, accepted).await, [(TOTAL, 0)], "charged once after {place}");
    assert_eq!(ledger(&sandbox, declined).await, [], "never charged after {place}");
    let database = database.parse().unwrap();
    let count = async |sql| count(&database, sql).await;
    assert_eq!(count("SELECT available FROM stock").await, i64::from(STOCK) - 1, "stock after {place}");
    assert_eq!(
        count("SELECT COUNT(*) FROM event").await,
        count("SELECT CAST(SUM(version) AS BIGINT) FROM state").await,
        "no gap after {place}"
    );
    assert_eq!(count("SELECT COUNT(*) FROM task WHERE kind <> 'accept_deadline'").await, 0, "no work left after {place}");
    let told = async |order| {
        let mut templates: Vec<_> =
            messages(&sandbox, order).await.iter().map(|row| row["template"].as_str().unwrap().to_owned()).collect();
        templates.sort();
        templates
    };
    let of_rejected = ["payment_confirmed_customer", "payment_confirmed_store", "refund_settled_customer", "rejected_customer"];
    assert_eq!(told(rejected).await, of_rejected, "each told once after {place}");
    let of_accepted = ["accepted_customer", "payment_confirmed_customer", "payment_confirmed_store"];
    assert_eq!(told(accepted).await, of_accepted, "each told once after {place}");
    assert_eq!(count("SELECT COUNT(*) FROM notification").await, 14, "one row a change, recipient and channel after {place}");
    let behind = "SELECT COUNT(*) FROM state LEFT JOIN order_status ON order_status.order_id = state.order_id AND order_status.version = state.version WHERE order_status.order_id IS NULL";
    assert_eq!(count(behind).await, 0, "read models after {place}");
}

/// Runs the life of three orders in a process of its own.
async fn child(database: &str, sandbox: &str, crash_at: Option<&str>) -> std::process::ExitStatus {
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "kill::the_child", "--ignored"]).env("CHILD_DATABASE", database).env("CHILD_SANDBOX", sandbox);
    match crash_at {
        Some(place) => command.env("CRASH_AT", place),
        // The leases of the dead have run out by now.
        None => command.env("CHILD_AHEAD", "40"),
    };
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that is killed"]
async fn the_child() {
    let (Ok(database), Ok(sandbox)) = (std::env::var("CHILD_DATABASE"), std::env::var("CHILD_SANDBOX")) else { return };
    let world = World::on(database.parse().unwrap(), Directory::new(), sandbox, std::sync::Arc::default()).await;
    world.pass(std::env::var("CHILD_AHEAD").map_or(0, |seconds| seconds.parse().unwrap()));
    let scene = scene(&world).await;
    let [rejected, accepted, declined] = orders();

    tell(&world, &scene.customer, rejected, 1, Command::Place(scene.wish(1, "tok_ok"))).await.unwrap();
    // A payment that the dead had begun is settled by a worker; until then the answer is that it is being confirmed.
    world.eventually(&scene.customer, rejected, |order| order.accept_by.is_some()).await;
    tell(&world, &scene.owner, rejected, 2, Command::Reject { reason: EndReason::Busy, text: None }).await.unwrap();
    tell(&world, &scene.customer, accepted, 3, Command::Place(scene.wish(1, "tok_ok"))).await.unwrap();
    world.eventually(&scene.customer, accepted, |order| order.accept_by.is_some()).await;
    tell(&world, &scene.owner, accepted, 4, Command::Accept { prep: minutes(15) }).await.unwrap();
    let refusal = tell(&world, &scene.customer, declined, 5, Command::Place(scene.wish(1, "tok_declined"))).await;
    assert!(matches!(refusal, Ok(()) | Err(Refusal::PaymentDeclined { .. })), "{refusal:?}");

    world.eventually(&scene.customer, rejected, |order| order.payment.status == PaymentStatus::Refunded).await;
    world.eventually(&scene.customer, accepted, |order| order.status == Status::Accepted).await;
    world.eventually(&scene.customer, declined, |order| order.status == Status::Expired).await;
    world.until("SELECT COUNT(*) FROM notification WHERE status = 'sent'", 14).await;
}

/// The same command id each time: as a client that never heard an answer sends its request again.
async fn tell(world: &World, actor: &Account, order: OrderId, number: u128, command: Command) -> Result<(), Refusal> {
    let id = CommandId(Uuid::from_u128(number));
    world.ordering.dispatch(Intent { id, order_id: order, actor: Actor::from(actor.clone()), command }).await.map(drop)
}

fn orders() -> [OrderId; 3] {
    [101, 102, 103].map(|number| OrderId(Uuid::from_u128(number)))
}

/// The store and its people, made once; the second life finds them.
async fn scene(world: &World) -> Scene {
    let owner = person(world, Role::Owner).await;
    let customer = person(world, Role::Customer).await;
    let (store, item) = (StoreId(Uuid::from_u128(7)), MenuItemId(Uuid::from_u128(8)));
    world.open(&owner, store, item, StoreKind::Restaurant, Some(STOCK)).await;
    Scene { owner, customer, store, item }
}

async fn person(world: &World, role: Role) -> Account {
    let email: domain::account::Email = format!("{}@hansang.test", role.as_str()).try_into().unwrap();
    let password: domain::account::Password = "hansang-demo".to_owned().try_into().unwrap();
    let name = || role.as_str().to_owned().try_into().unwrap();
    let phone = "010-1234-5678".to_owned().try_into().unwrap();
    let new = NewAccount { email: email.clone(), password: password.clone(), name: name(), phone, role };
    let id: AccountId = match world.storage.accounts.sign_up(AccountId(Uuid::now_v7()), new, "127.0.0.1").await {
        Ok(account) => account.id,
        Err(_) => world.storage.accounts.sign_in(&email, password.expose(), "127.0.0.1").await.unwrap().account.id,
    };
    Account { id, role, name: name() }
}
