//! A world for each test: a database of its own, a sandbox of its own, and the saga running on them.

mod shop;

pub use shop::*;

use domain::{
    Account, CommandId, OrderId, Refusal,
    account::Actor,
    order::{Command, Order},
    ports::{Commands, Intent, Receipt},
};
use server::{
    clock::Clock,
    database::{self, DatabaseUrl, Storage, StorageSettings, sqlite::Pools},
    notification::{
        Sender,
        alimtalk::{Alimtalk, AlimtalkSettings},
    },
    ordering::{Ordering as Ordered, Worker},
    payment::{GatewaySettings, PaymentGateway},
    sandbox,
    supervision::Pulse,
};
use sqlx::{Connection, Executor, sqlite::SqliteConnectOptions};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tokio::{net::TcpListener, sync::watch};
use uuid::Uuid;

/// How often something is looked for, mostly every 50 ms, before it counts as never coming. Far more than any machine needs.
pub const PATIENCE: usize = 1_200;

/// Declares each test once for both databases.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* async fn $name:ident($world:ident) $body:block)*) => {
        $($(#[$doc])* async fn $name($world: $crate::support::World) $body)*

        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() {
                super::$name($crate::support::World::on_sqlite().await).await;
            })*
        }

        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() {
                if let Some(world) = $crate::support::World::on_postgres().await {
                    super::$name(world).await;
                }
            })*
        }
    };
}

pub struct World {
    pub storage: Storage,
    pub ordering: Ordered,
    pub database: DatabaseUrl,
    pub sandbox: String,
    pub data: Directory,
    stopping: watch::Sender<bool>,
    /// Seconds that this world is ahead of the wall clock.
    ahead: Arc<AtomicI64>,
}

impl World {
    pub async fn on_sqlite() -> World {
        let data = Directory::new();
        let database = DatabaseUrl::Sqlite(data.path().join("hansang.db"));
        World::start(database, data).await
    }

    /// None, said aloud, where no server is named.
    pub async fn on_postgres() -> Option<World> {
        let database = fresh_postgres().await?;
        Some(World::start(database, Directory::new()).await)
    }

    async fn start(database: DatabaseUrl, data: Directory) -> World {
        let sandbox = start_sandbox(&data).await;
        World::on(database, data, sandbox, Arc::default()).await
    }

    /// The same data and sandbox, started again, as after a restart of the process.
    pub async fn restart(self) -> World {
        let World { storage, ordering, database, sandbox, data, stopping, ahead } = self;
        stopping.send_replace(true);
        drop(ordering);
        let Storage { log, stop, .. } = storage;
        drop(log);
        // Workers and requests that still hold the log end by themselves; what they do not finish is leased again.
        drop(stop);
        World::on(database, data, sandbox, ahead).await
    }

    pub async fn on(database: DatabaseUrl, data: Directory, sandbox: String, ahead: Arc<AtomicI64>) -> World {
        let clock = {
            let ahead = ahead.clone();
            let wall = Clock::wall();
            Clock::new(move || wall.now().plus_seconds(ahead.load(Ordering::Relaxed)))
        };
        let settings = StorageSettings { clock, sandbox: Some(sandbox.clone()), ..StorageSettings::default() };
        let storage = database::open(&database, &settings).await.unwrap();
        let ordering = Ordered {
            log: storage.log.clone(),
            shops: storage.shops.clone(),
            gateway: Arc::new(PaymentGateway::new(&GatewaySettings::sandbox(&sandbox)).unwrap()),
            tasks: storage.tasks.clone(),
            live: storage.live.clone(),
            clock: settings.clock.clone(),
            deadlines: settings.deadlines,
        };
        let worker = Worker {
            ordering: ordering.clone(),
            work: storage.work.clone(),
            feed: storage.feed.clone(),
            progress: storage.progress.clone(),
        };
        let sender = Sender {
            outbox: storage.outbox.clone(),
            alimtalk: Alimtalk::new(&AlimtalkSettings::sandbox(&sandbox, "https://hansang.test")).unwrap(),
            clock: settings.clock,
            post: storage.post.clone(),
            under_way: Default::default(),
        };
        let (stopping, stopped) = watch::channel(false);
        tokio::spawn(worker.run(stopped.clone(), Pulse::default()));
        tokio::spawn(sender.run(stopped, Pulse::default()));
        World { storage, ordering, database, sandbox, data, stopping, ahead }
    }

    /// Time passes for everybody in this world.
    pub fn pass(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::Relaxed);
    }

    pub async fn dispatch(&self, actor: &Account, order: OrderId, command: Command) -> Result<Receipt, Refusal> {
        let id = CommandId(Uuid::now_v7());
        self.ordering.dispatch(Intent { id, order_id: order, actor: Actor::from(actor.clone()), command }).await
    }

    /// The order, once `wanted` holds; the test fails if it never does.
    pub async fn eventually(
        &self,
        actor: &Account,
        order: OrderId,
        wanted: impl Fn(&domain::views::OrderView) -> bool,
    ) -> domain::views::OrderView {
        for _ in 0..PATIENCE {
            if let Ok(view) = self.storage.queries.order(actor, order).await
                && wanted(&view)
            {
                return view;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the order never got there: {:?}", self.storage.queries.order(actor, order).await);
    }

    /// Waits until a number is what it should become.
    pub async fn until(&self, sql: &'static str, wanted: i64) {
        for _ in 0..PATIENCE {
            if self.count(sql).await == wanted {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{sql}: {} instead of {wanted}", self.count(sql).await);
    }

    /// What goes wrong at the sandbox from now on.
    pub async fn faults(&self, faults: serde_json::Value) {
        let answer = reqwest::Client::new().put(format!("{}/faults", self.sandbox)).json(&faults).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    pub async fn ledger(&self, order: OrderId) -> Vec<(i64, i64)> {
        ledger(&self.sandbox, order).await
    }

    /// Somebody gives money back at the gateway's console; None: all that is left.
    pub async fn give_back(&self, order: OrderId, amount: Option<i64>) {
        let client = reqwest::Client::new();
        let access = |request: reqwest::RequestBuilder| request.basic_auth(sandbox::SECRET_KEY, Some(""));
        let charge = client.get(format!("{}/v1/payments/orders/{order}", self.sandbox));
        let charge: serde_json::Value = access(charge).send().await.unwrap().json().await.unwrap();
        let key = charge["paymentKey"].as_str().unwrap();
        let cancel = client.post(format!("{}/v1/payments/{key}/cancel", self.sandbox));
        let mut body = serde_json::json!({ "cancelReason": "by hand" });
        if let Some(amount) = amount {
            body["cancelAmount"] = amount.into();
        }
        access(cancel.json(&body)).send().await.unwrap().error_for_status().unwrap();
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        count(&self.database, sql).await
    }
}

/// One number from the database, for what no view shows.
pub async fn count(database: &DatabaseUrl, sql: &'static str) -> i64 {
    match database {
        DatabaseUrl::Sqlite(path) => {
            let files = Pools::attached(SqliteConnectOptions::new().filename(path), 1).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&files).await.unwrap()
        }
        DatabaseUrl::Postgres(url) => {
            let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        }
    }
}

pub async fn start_sandbox(data: &Directory) -> String {
    server::tls::install();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let folder = data.path().to_owned();
    tokio::spawn(async move { sandbox::serve(listener, &folder, std::future::pending()).await });
    format!("http://{address}")
}

/// What the sandbox's ledger says of an order: amount, refunded.
pub async fn ledger(sandbox: &str, order: OrderId) -> Vec<(i64, i64)> {
    let body: serde_json::Value = reqwest::get(format!("{sandbox}/ledger/payments")).await.unwrap().json().await.unwrap();
    let rows = body["items"].as_array().unwrap().iter();
    let of_order = rows.filter(|row| row["order_id"] == order.to_string());
    of_order.map(|row| (row["amount"].as_i64().unwrap(), row["refunded"].as_i64().unwrap())).collect()
}

/// What the sandbox accepted to be sent for an order.
pub async fn messages(sandbox: &str, order: OrderId) -> Vec<serde_json::Value> {
    let body: serde_json::Value = reqwest::get(format!("{sandbox}/ledger/messages")).await.unwrap().json().await.unwrap();
    let rows = body["items"].as_array().unwrap().iter();
    rows.filter(|row| row["order_id"] == order.to_string()).cloned().collect()
}

impl World {
    /// One change behind the program's back.
    pub async fn execute(&self, sql: &'static str) {
        match &self.database {
            DatabaseUrl::Sqlite(path) => {
                let files = Pools::attached(SqliteConnectOptions::new().filename(path), 1).await.unwrap();
                files.execute(sql).await.unwrap();
            }
            DatabaseUrl::Postgres(url) => {
                sqlx::PgConnection::connect(url).await.unwrap().execute(sql).await.unwrap();
            }
        }
    }
}

pub async fn fresh_postgres() -> Option<DatabaseUrl> {
    let Ok(server) = std::env::var("HANSANG_TEST_POSTGRES") else {
        eprintln!("HANSANG_TEST_POSTGRES is not set: PostgreSQL is left out");
        return None;
    };
    let name = format!("hansang_{}", Uuid::now_v7().simple());
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    Some(DatabaseUrl::Postgres(format!("{base}/{name}")))
}

pub fn id() -> OrderId {
    OrderId(Uuid::now_v7())
}

pub fn paid(order: &Order) -> (i64, i64) {
    (order.payment.charged.into(), order.payment.refunded.into())
}

/// A folder that goes with the test.
pub struct Directory(PathBuf);

impl Directory {
    pub fn new() -> Directory {
        let path = std::env::temp_dir().join(format!("hansang-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&path).unwrap();
        Directory(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
