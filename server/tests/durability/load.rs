use domain::{
    Account, AccountId, CommandId, MenuItemId, OrderId, Position, Role, StoreId,
    account::Actor,
    geo::Address,
    money::Money,
    order::{Command, LineRequest, PlaceOrder, PrepMinutes},
    ports::{Intent, NewAccount},
    quantity::Quantity,
    store::{NewMenuItem, NewStore, Shop, StoreKind},
    text::Name,
};
use server::{
    database::{
        Storage, StorageSettings,
        sqlite::{Pools, shared},
    },
    idempotency::{Fingerprint, Owned, SavedAnswer},
};
use std::sync::{Arc, Mutex};
use tokio::{sync::watch, task::JoinSet};
use uuid::Uuid;

pub const STOCK: u32 = 100_000;
const CLIENTS: usize = 12;

/// An order, and how many of its events somebody was told of.
#[derive(Debug, Clone, Copy)]
pub struct Acknowledged {
    pub order: OrderId,
    pub version: u32,
}

/// Customers who order, and a store that accepts, whenever they may.
pub struct Load {
    acknowledged: Arc<Mutex<Vec<Acknowledged>>>,
    going: watch::Sender<bool>,
    clients: JoinSet<()>,
    storage: Storage,
}

#[derive(Clone)]
struct Client {
    log: server::log::Log,
    answers: Arc<dyn server::idempotency::SavedAnswers>,
    shop: Arc<Shop>,
    customer: Account,
    owner: Account,
    acknowledged: Arc<Mutex<Vec<Acknowledged>>>,
}

impl Load {
    pub async fn begin(pools: Pools) -> Load {
        let storage = shared::start(pools, &StorageSettings::default()).await.unwrap();
        let (owner, customer) = (person(&storage, Role::Owner).await, person(&storage, Role::Customer).await);
        let shop = open_shop(&storage, &owner).await;
        let acknowledged = Arc::default();
        let client = Client {
            log: storage.log.clone(),
            answers: storage.answers.clone(),
            shop,
            customer,
            owner,
            acknowledged: Arc::clone(&acknowledged),
        };
        let going = watch::Sender::new(false);
        let mut clients = JoinSet::new();
        for _ in 0..CLIENTS {
            let (client, mut may) = (client.clone(), going.subscribe());
            clients.spawn(async move {
                while may.wait_for(|may| *may).await.is_ok() {
                    client.order().await;
                }
            });
        }
        Load { acknowledged, going, clients, storage }
    }

    pub fn go(&self) {
        self.going.send_replace(true);
    }

    /// What is under way ends, and nothing new begins.
    pub fn pause(&self) {
        self.going.send_replace(false);
    }

    pub fn so_far(&self) -> Vec<Acknowledged> {
        self.acknowledged.lock().unwrap().clone()
    }

    pub async fn stop(self) {
        let Load { mut clients, storage, .. } = self;
        clients.shutdown().await;
        let Storage { log, stop, .. } = storage;
        drop(log);
        stop().await;
    }
}

impl Client {
    async fn order(&self) {
        let order = OrderId(Uuid::now_v7());
        self.tell(order, &self.customer.clone().into(), Command::Place(wish(&self.shop)), Some(self.shop.clone())).await;
        let paid = Command::ConfirmPayment { payment_key: format!("sandbox_{order}"), amount: Money::won(11_500) };
        self.tell(order, &Actor::System, paid, None).await;
        let owned = Owned { account: self.customer.id.0, key: order.to_string() };
        let answer = SavedAnswer { fingerprint: Fingerprint([0; 32]), answer: Some((201, order.to_string())) };
        self.answers.save(owned, answer).await.unwrap();
        let accept = Command::Accept { prep: PrepMinutes::try_from(15).unwrap() };
        self.tell(order, &self.owner.clone().into(), accept, None).await;
    }

    async fn tell(&self, order: OrderId, actor: &Actor, command: Command, shop: Option<Arc<Shop>>) {
        let intent = Intent { id: CommandId(Uuid::now_v7()), order_id: order, actor: actor.clone(), command };
        let version = self.log.append(intent, shop, Uuid::now_v7()).await.unwrap().order.version;
        self.acknowledged.lock().unwrap().push(Acknowledged { order, version });
    }
}

fn wish(shop: &Shop) -> PlaceOrder {
    PlaceOrder {
        store_id: shop.store.id,
        lines: vec![LineRequest {
            menu_item_id: shop.menu[0].id,
            quantity: Quantity::ONE,
            choice_ids: Vec::new(),
            expected_price: None,
        }],
        address: Some(address()),
        note: None,
        card: "tok_ok".to_owned().try_into().unwrap(),
    }
}

async fn open_shop(storage: &Storage, owner: &Account) -> Arc<Shop> {
    let store = StoreId(Uuid::now_v7());
    let new = NewStore {
        name: "봄날국수".to_owned().try_into().unwrap(),
        kind: StoreKind::Restaurant,
        about: None,
        address: address(),
        radius_m: 3_000,
        min_order: Money::won(9_000),
        delivery_fee: Money::won(1_500),
        hours: None,
        illustration: None,
    };
    storage.catalogue.open_store(owner, store, new).await.unwrap();
    let item = NewMenuItem {
        name: "칼국수".to_owned().try_into().unwrap(),
        section: None,
        description: None,
        price: Money::won(10_000),
        stock: Some(STOCK),
        illustration: None,
        option_groups: Vec::new(),
    };
    storage.catalogue.add_item(owner, store, MenuItemId(Uuid::now_v7()), item).await.unwrap();
    storage.shops.fresh(store).await.unwrap().unwrap()
}

async fn person(storage: &Storage, role: Role) -> Account {
    let name: Name = role.as_str().to_owned().try_into().unwrap();
    let new = NewAccount {
        email: format!("{}@hansang.test", Uuid::now_v7().simple()).try_into().unwrap(),
        password: "hansang-demo".to_owned().try_into().unwrap(),
        name: name.clone(),
        phone: "010-1234-5678".to_owned().try_into().unwrap(),
        role,
    };
    let id = storage.accounts.sign_up(AccountId(Uuid::now_v7()), new, "127.0.0.1").await.unwrap().id;
    Account { id, role, name }
}

fn address() -> Address {
    Address {
        line: "연희로 12길 8".to_owned().try_into().unwrap(),
        detail: None,
        position: Position::new(37.5667, 126.9290).unwrap(),
    }
}
