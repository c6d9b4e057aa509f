//! Who takes part: a store of each kind, its owners, customers and riders. Made over REST before the first kill.

use super::{
    Failure,
    caller::{Caller, Person},
};
use domain::store::StoreKind;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};
use uuid::Uuid;

pub struct Town {
    pub customers: Vec<Person>,
    pub stores: Vec<Store>,
    riders: Vec<Person>,
}

pub struct Store {
    pub kind: StoreKind,
    pub id: Uuid,
    pub owner: Person,
    /// Never runs out.
    pub plenty: Uuid,
    /// Runs out, and comes back with what is cancelled.
    pub scarce: Uuid,
}

/// Of each scarce item when the town opens: so few that customers keep coming too late.
pub const SCARCE: i64 = 20;
pub const PRICE: u32 = 9_000;

/// About so many orders for each store and each customer, whatever the size of the town.
const ORDERS_EACH: u32 = 50;
const PASSWORD: &str = "hansang-chaos";
const AT_ONCE: usize = 8;

impl Town {
    pub async fn build(caller: &Caller, orders: u32) -> Result<Town, Failure> {
        let size = orders / ORDERS_EACH;
        let (customers, stores, riders) = (size.max(6), size.max(3), (size / 10).max(2));
        let people = |role, many| stream::iter((0..many).map(move |number| person(caller, role, number))).buffered(AT_ONCE);
        let kinds = StoreKind::ALL.into_iter().cycle();
        let shops = stream::iter((0..stores).zip(kinds).map(|(number, kind)| store(caller, kind, number))).buffered(AT_ONCE);
        Ok(Town {
            customers: people("customer", customers).try_collect().await?,
            stores: shops.try_collect().await?,
            riders: people("rider", riders).try_collect().await?,
        })
    }

    /// Two who want the same delivery.
    pub fn riders(&self, number: u64) -> [&Person; 2] {
        [number, number + 1].map(|number| &self.riders[number as usize % self.riders.len()])
    }
}

async fn store(caller: &Caller, kind: StoreKind, number: u32) -> Result<Store, Failure> {
    let owner = person(caller, "owner", number).await?;
    let fee = if kind == StoreKind::Cafe { 0 } else { 1_500 };
    let form = json!({ "name": format!("봄날 {number}"), "kind": kind, "address": address(), "radius_m": 3_000,
        "min_order": PRICE, "delivery_fee": fee });
    let opened = caller.post(&owner, "/stores", "store", &form).await.map_err(|_| "no store was opened")?.expect(201)?;
    let id = id(&opened.body)?;
    let plenty = item(caller, &owner, id, "plenty", json!({ "name": "칼국수", "price": PRICE })).await?;
    let scarce = item(caller, &owner, id, "scarce", json!({ "name": "한정 만두", "price": PRICE, "stock": SCARCE })).await?;
    Ok(Store { kind, id, owner, plenty, scarce })
}

async fn item(caller: &Caller, owner: &Person, store: Uuid, key: &str, form: Value) -> Result<Uuid, Failure> {
    let path = format!("/stores/{store}/menu-items");
    let added = caller.post(owner, &path, key, &form).await.map_err(|_| "no item was added")?.expect(201)?;
    id(&added.body)
}

/// Everybody has a number of their own.
async fn person(caller: &Caller, role: &str, number: u32) -> Result<Person, Failure> {
    let email = format!("{role}-{number}@hansang.test");
    let line = match role {
        "owner" => 2,
        "rider" => 3,
        _ => 4,
    };
    let phone = format!("010{line}{number:07}");
    let form = json!({ "email": email, "password": PASSWORD, "name": role, "phone": phone, "role": role });
    let account = caller.introduce("/accounts", &form).await?.expect(201)?;
    let session = caller.introduce("/sessions", &json!({ "email": email, "password": PASSWORD })).await?.expect(201)?;
    let token = session.body["token"].as_str().ok_or("a session without a token")?.to_owned();
    Ok(Person { id: id(&account.body)?, token })
}

pub fn address() -> Value {
    json!({ "line": "연희로 12길 8", "lat": 37.5667, "lng": 126.9290 })
}

fn id(body: &Value) -> Result<Uuid, Failure> {
    Ok(Uuid::parse_str(body["id"].as_str().unwrap_or_default())?)
}
