//! Who lives here: three stores of the three kinds, their owner, and two riders.

use crate::dice::Dice;
use async_trait::async_trait;
use domain::{
    Account, AccountId, MenuItemId, Money, Position, Role, StoreId,
    geo::Address,
    store::{MenuItem, Mode, Shop, Store, StoreKind},
};
use server::shops::ShopSource;
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

use crate::world::World;

pub const PRICE: u32 = 9_000;

pub struct Town {
    pub owner: Account,
    pub riders: [Account; 2],
    pub operator: Account,
    pub shops: Vec<Shop>,
}

impl Town {
    pub fn new(dice: &mut Dice) -> Town {
        let owner = account(Role::Owner, 1);
        let shops = StoreKind::ALL.into_iter().map(|kind| shop(kind, &owner, dice)).collect();
        Town { riders: [account(Role::Rider, 2), account(Role::Rider, 3)], operator: account(Role::Operator, 4), owner, shops }
    }

    /// The one item of each store, with what there is of it at first.
    pub fn stock(&self) -> impl Iterator<Item = (MenuItemId, i64)> {
        self.shops.iter().flat_map(|shop| &shop.menu).filter_map(|item| Some((item.id, i64::from(item.stock?))))
    }
}

pub fn account(role: Role, number: u128) -> Account {
    let id = AccountId(Uuid::from_u128(number));
    Account { id, role, name: format!("{} {number}", role.as_str()).try_into().unwrap() }
}

pub fn address() -> Address {
    Address {
        line: "연희로 12길 8".to_owned().try_into().unwrap(),
        detail: None,
        position: Position::new(37.5667, 126.929).unwrap(),
    }
}

fn shop(kind: StoreKind, owner: &Account, dice: &mut Dice) -> Shop {
    let id = StoreId(dice.uuid());
    let name: domain::text::Name = kind.as_str().to_owned().try_into().unwrap();
    let store = Store {
        id,
        owner: owner.id,
        name: name.clone(),
        kind,
        about: None,
        address: address(),
        radius_m: 3_000,
        min_order: Money::won(PRICE),
        delivery_fee: Money::won(1_500),
        hours: None,
        mode: Mode::Normal,
        mode_until: None,
        illustration: None,
    };
    let item = MenuItem {
        id: MenuItemId(dice.uuid()),
        store: id,
        section: None,
        name,
        description: None,
        price: Money::won(PRICE),
        photo_url: None,
        illustration: None,
        stock: Some(dice.between(3, 7) as u32),
        sold_out: None,
        option_groups: Vec::new(),
    };
    Shop { store, menu: vec![item] }
}

/// The catalogue, with the stock as the disk has it.
pub struct Market(pub Arc<World>);

#[async_trait]
impl ShopSource for Market {
    async fn load(&self, id: StoreId) -> sqlx::Result<Option<Shop>> {
        Ok(self.0.town.shops.iter().find(|shop| shop.store.id == id).cloned())
    }

    async fn load_all(&self) -> sqlx::Result<Vec<Shop>> {
        Ok(self.0.town.shops.clone())
    }

    async fn stock(&self, _: StoreId) -> sqlx::Result<HashMap<MenuItemId, u32>> {
        Ok(self.0.disk.tables().stock.iter().map(|(item, left)| (*item, u32::try_from(*left).unwrap_or(0))).collect())
    }
}
