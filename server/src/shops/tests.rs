use super::*;
use domain::{
    AccountId, Position,
    geo::Address,
    money::Money,
    store::{MenuItem, Mode, Store, StoreKind},
};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use uuid::Uuid;

/// One shop, and a switch.
struct Source {
    shop: Shop,
    down: AtomicBool,
    asked: AtomicUsize,
}

impl Source {
    fn answer<T>(&self, answer: T) -> Result<T, sqlx::Error> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.down.load(Ordering::Relaxed) { Err(sqlx::Error::PoolClosed) } else { Ok(answer) }
    }
}

#[async_trait]
impl ShopSource for Source {
    async fn load(&self, id: StoreId) -> Result<Option<Shop>, sqlx::Error> {
        self.answer(Some(self.shop.clone()).filter(|shop| shop.store.id == id))
    }

    async fn load_all(&self) -> Result<Vec<Shop>, sqlx::Error> {
        self.answer(vec![self.shop.clone()])
    }

    async fn stock(&self, _: StoreId) -> Result<HashMap<MenuItemId, u32>, sqlx::Error> {
        self.answer(self.shop.menu.iter().map(|item| (item.id, 2)).collect())
    }
}

fn shop() -> Shop {
    let id = StoreId(Uuid::from_u128(1));
    let name = |text: &str| text.to_owned().try_into().unwrap();
    let address = Address {
        line: "연희로 12길 8".to_owned().try_into().unwrap(),
        detail: None,
        position: Position::new(37.5667, 126.9290).unwrap(),
    };
    let store = Store {
        id,
        owner: AccountId(Uuid::from_u128(2)),
        name: name("봄날국수"),
        kind: StoreKind::Restaurant,
        about: None,
        address,
        radius_m: 3_000,
        min_order: Money::ZERO,
        delivery_fee: Money::ZERO,
        hours: None,
        mode: Mode::Normal,
        mode_until: None,
        illustration: None,
    };
    let item = MenuItem {
        id: MenuItemId(Uuid::from_u128(3)),
        store: id,
        section: None,
        name: name("칼국수"),
        description: None,
        price: Money::won(9_000),
        photo_url: None,
        illustration: None,
        stock: Some(5),
        sold_out: None,
        option_groups: Vec::new(),
    };
    Shop { store, menu: vec![item] }
}

fn source() -> Arc<Source> {
    Arc::new(Source { shop: shop(), down: AtomicBool::new(false), asked: AtomicUsize::new(0) })
}

#[tokio::test]
async fn while_the_catalogue_is_down_the_last_known_menu_is_there() {
    let source = source();
    let shops = Shops::new(source.clone(), true);
    let id = source.shop.store.id;
    assert_eq!(shops.fresh(id).await.unwrap().unwrap().menu[0].stock, Some(2));
    assert_eq!(shops.all().await.unwrap().len(), 1);

    source.down.store(true, Ordering::Relaxed);
    // Even one that has been changed since: nobody can say how.
    shops.forget(id);
    assert_eq!(shops.fresh(id).await.unwrap().unwrap().menu[0].stock, Some(5), "as last read");
    assert_eq!(shops.all().await.unwrap().len(), 1);
    let unknown = shops.get(StoreId(Uuid::from_u128(9))).await;
    assert!(matches!(unknown, Err(Refusal::Overloaded { .. })), "{unknown:?}");

    source.down.store(false, Ordering::Relaxed);
    assert_eq!(shops.fresh(id).await.unwrap().unwrap().menu[0].stock, Some(2));
    let asked = source.asked.load(Ordering::Relaxed);
    shops.get(id).await.unwrap();
    assert_eq!(source.asked.load(Ordering::Relaxed), asked, "current again, so nobody is asked");
}

#[tokio::test]
async fn a_catalogue_that_is_down_is_soon_left_alone() {
    let source = source();
    let shops = Shops::new(source.clone(), true);
    let id = source.shop.store.id;
    shops.get(id).await.unwrap();
    source.down.store(true, Ordering::Relaxed);
    let asked = source.asked.load(Ordering::Relaxed);
    for _ in 0..1_000 {
        assert!(shops.fresh(id).await.unwrap().is_some());
    }
    assert!(source.asked.load(Ordering::Relaxed) - asked <= 20, "the breaker is open");
}

#[tokio::test]
async fn among_other_processes_a_menu_is_current_for_a_second_only() {
    let source = source();
    let shops = Shops::new(source.clone(), false);
    let id = source.shop.store.id;
    shops.get(id).await.unwrap();
    shops.get(id).await.unwrap();
    assert_eq!(source.asked.load(Ordering::Relaxed), 1);
    tokio::time::sleep(AMONG_OTHERS).await;
    shops.get(id).await.unwrap();
    assert_eq!(source.asked.load(Ordering::Relaxed), 2, "somebody else may have changed it");
}
