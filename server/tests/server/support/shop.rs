use super::World;
use domain::{
    Account, AccountId, MenuItemId, Position, Refusal, Role, StoreId,
    geo::Address,
    money::Money,
    order::{Command, LineRequest, PlaceOrder, PrepMinutes},
    ports::{NewAccount, Receipt},
    quantity::Quantity,
    store::{NewMenuItem, NewStore, StoreKind},
    text::Name,
};
use uuid::Uuid;

/// A store with one item at 9,000 won, its owner and a customer nearby.
pub struct Scene {
    pub owner: Account,
    pub customer: Account,
    pub store: StoreId,
    pub item: MenuItemId,
}

pub const PRICE: u32 = 9_000;
pub const FEE: u32 = 1_500;

impl World {
    pub async fn account(&self, role: Role) -> Account {
        let name: Name = role.as_str().to_owned().try_into().unwrap();
        let new = NewAccount {
            email: format!("{}@hansang.test", Uuid::now_v7().simple()).try_into().unwrap(),
            password: "hansang-demo".to_owned().try_into().unwrap(),
            name: name.clone(),
            phone: format!("010{:08}", Uuid::new_v4().as_u128() % 100_000_000).try_into().unwrap(),
            role,
        };
        let id = self.storage.accounts.sign_up(AccountId(Uuid::now_v7()), new, "127.0.0.1").await.unwrap().id;
        Account { id, role, name }
    }

    pub async fn scene(&self, kind: StoreKind, stock: Option<u32>) -> Scene {
        let owner = self.account(Role::Owner).await;
        let customer = self.account(Role::Customer).await;
        let store = StoreId(Uuid::now_v7());
        let item = MenuItemId(Uuid::now_v7());
        self.open(&owner, store, item, kind, stock).await;
        Scene { owner, customer, store, item }
    }

    pub async fn open(&self, owner: &Account, store: StoreId, item: MenuItemId, kind: StoreKind, stock: Option<u32>) {
        self.storage.catalogue.open_store(owner, store, new_store(kind)).await.unwrap();
        self.storage.catalogue.add_item(owner, store, item, new_item(stock)).await.unwrap();
    }

    pub async fn stock(&self, scene: &Scene) -> Option<u32> {
        self.storage.queries.store(scene.store).await.unwrap().menu[0].stock
    }

    pub async fn place(&self, scene: &Scene, order: domain::OrderId, card: &str) -> Result<Receipt, Refusal> {
        self.dispatch(&scene.customer, order, Command::Place(scene.wish(1, card))).await
    }

    pub async fn accept(&self, scene: &Scene, order: domain::OrderId) -> Result<Receipt, Refusal> {
        self.dispatch(&scene.owner, order, Command::Accept { prep: minutes(15) }).await
    }
}

impl Scene {
    pub fn wish(&self, quantity: i64, card: &str) -> PlaceOrder {
        PlaceOrder {
            store_id: self.store,
            lines: vec![LineRequest {
                menu_item_id: self.item,
                quantity: Quantity::try_from(quantity).unwrap(),
                choice_ids: Vec::new(),
                expected_price: Some(Money::won(PRICE)),
            }],
            address: Some(address(37.5667, 126.9290)),
            note: None,
            card: card.to_owned().try_into().unwrap(),
        }
    }
}

pub fn minutes(minutes: i64) -> PrepMinutes {
    minutes.try_into().unwrap()
}

pub fn address(lat: f64, lng: f64) -> Address {
    Address { line: "연희로 12길 8".to_owned().try_into().unwrap(), detail: None, position: Position::new(lat, lng).unwrap() }
}

fn new_store(kind: StoreKind) -> NewStore {
    NewStore {
        name: "봄날국수".to_owned().try_into().unwrap(),
        kind,
        about: None,
        address: address(37.5671, 126.9301),
        radius_m: 3_000,
        min_order: Money::won(PRICE),
        delivery_fee: Money::won(if kind == StoreKind::Cafe { 0 } else { FEE }),
        hours: None,
        illustration: None,
    }
}

pub fn new_item(stock: Option<u32>) -> NewMenuItem {
    NewMenuItem {
        name: "들기름 막국수".to_owned().try_into().unwrap(),
        section: None,
        description: None,
        price: Money::won(PRICE),
        stock,
        illustration: None,
        option_groups: Vec::new(),
    }
}
