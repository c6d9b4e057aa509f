//! Group commit beside a commit for each command: the same commands, database settings (`synchronous=FULL`) and machine.

use crate::figures::{Failure, line, title};
use domain::{
    Account, AccountId, CommandId, MenuItemId, OrderId, Position, Role, StoreId,
    account::Actor,
    geo::Address,
    money::Money,
    order::{Command, LineRequest, PlaceOrder},
    ports::{Intent, NewAccount},
    quantity::Quantity,
    store::{NewMenuItem, NewStore, Shop, StoreKind},
};
use server::database::{self, DatabaseUrl, Storage, StorageSettings};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

const CALLERS: usize = 256;
const FOR: Duration = Duration::from_secs(5);

pub async fn measure() -> Result<(), Failure> {
    title("The log, commands a second (SQLite, synchronous=FULL)");
    let each = rate(1).await?;
    let group = rate(64).await?;
    line("a commit for each command", format!("{each:.0}"));
    line("group commit", format!("{group:.0}"));
    line("group commit : commit for each", format!("{:.1} (aim: at least 10)", group / each));
    Ok(())
}

async fn rate(batch: usize) -> Result<f64, Failure> {
    let folder = std::env::temp_dir().join(format!("hansang-bench-log-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder)?;
    let database = DatabaseUrl::Sqlite(folder.join("hansang.db"));
    let storage = database::open(&database, &StorageSettings { batch, ..StorageSettings::default() }).await?;
    let (customer, shop) = scene(&storage).await?;
    let begin = Instant::now();
    let mut work = tokio::task::JoinSet::new();
    for _ in 0..CALLERS {
        let (log, customer, shop) = (storage.log.clone(), customer.clone(), shop.clone());
        work.spawn(async move {
            let mut commands = 0_u32;
            while begin.elapsed() < FOR {
                let intent = Intent {
                    id: CommandId(Uuid::now_v7()),
                    order_id: OrderId(Uuid::now_v7()),
                    actor: Actor::from(customer.clone()),
                    command: Command::Place(wish(&shop)),
                };
                log.append(intent, Some(shop.clone()), Uuid::now_v7()).await?;
                commands += 1;
            }
            Ok::<_, domain::Refusal>(commands)
        });
    }
    let mut commands = 0;
    while let Some(done) = work.join_next().await {
        commands += done??;
    }
    let rate = f64::from(commands) / begin.elapsed().as_secs_f64();
    let _ = std::fs::remove_dir_all(folder);
    Ok(rate)
}

async fn scene(storage: &Storage) -> Result<(Account, Arc<Shop>), Failure> {
    let owner = person(storage, Role::Owner).await?;
    let customer = person(storage, Role::Customer).await?;
    let store = StoreId(Uuid::now_v7());
    let new = NewStore {
        name: "봄날국수".to_owned().try_into()?,
        kind: StoreKind::Restaurant,
        about: None,
        address: address()?,
        radius_m: 3_000,
        min_order: Money::won(9_000),
        delivery_fee: Money::won(1_500),
        hours: None,
        illustration: None,
    };
    storage.catalogue.open_store(&owner, store, new).await?;
    let item = NewMenuItem {
        name: "칼국수".to_owned().try_into()?,
        section: None,
        description: None,
        price: Money::won(10_000),
        stock: None,
        illustration: None,
        option_groups: Vec::new(),
    };
    storage.catalogue.add_item(&owner, store, MenuItemId(Uuid::now_v7()), item).await?;
    let shop = storage.shops.fresh(store).await?.ok_or("the store is gone")?;
    Ok((customer, shop))
}

async fn person(storage: &Storage, role: Role) -> Result<Account, Failure> {
    let name: domain::text::Name = role.as_str().to_owned().try_into()?;
    let new = NewAccount {
        email: format!("{}@hansang.test", Uuid::now_v7().simple()).try_into()?,
        password: "hansang-demo".to_owned().try_into()?,
        name: name.clone(),
        phone: "010-1234-5678".to_owned().try_into()?,
        role,
    };
    let id = storage.accounts.sign_up(AccountId(Uuid::now_v7()), new, "127.0.0.1").await?.id;
    Ok(Account { id, role, name })
}

fn wish(shop: &Shop) -> PlaceOrder {
    PlaceOrder {
        store_id: shop.store.id,
        lines: shop
            .menu
            .iter()
            .map(|item| LineRequest {
                menu_item_id: item.id,
                quantity: Quantity::ONE,
                choice_ids: Vec::new(),
                expected_price: None,
            })
            .collect(),
        address: address().ok(),
        note: None,
        card: "tok_ok".to_owned().try_into().expect("a token"),
    }
}

fn address() -> Result<Address, Failure> {
    Ok(Address { line: "연희로 12길 8".to_owned().try_into()?, detail: None, position: Position::new(37.5667, 126.9290)? })
}
