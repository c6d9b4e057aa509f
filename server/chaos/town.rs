//! Who takes part: a store of each kind, its owners, customers and riders. Made over REST before the first kill.

use super::{
    Failure,
    caller::{Caller, Person},
};
use domain::store::StoreKind;
use serde_json::{Value, json};
use uuid::Uuid;

pub struct Town {
    pub customers: Vec<Person>,
    pub riders: [Person; 2],
    pub stores: Vec<Store>,
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
pub const SCARCE: i64 = 60;
pub const PRICE: u32 = 9_000;

const CUSTOMERS: usize = 6;
const PASSWORD: &str = "hansang-chaos";

impl Town {
    pub async fn build(caller: &Caller) -> Result<Town, Failure> {
        let mut customers = Vec::new();
        for number in 0..CUSTOMERS {
            customers.push(person(caller, "customer", &format!("customer-{number}")).await?);
        }
        let riders = [person(caller, "rider", "rider-1").await?, person(caller, "rider", "rider-2").await?];
        let mut stores = Vec::new();
        for kind in StoreKind::ALL {
            stores.push(store(caller, kind).await?);
        }
        Ok(Town { customers, riders, stores })
    }
}

async fn store(caller: &Caller, kind: StoreKind) -> Result<Store, Failure> {
    let owner = person(caller, "owner", kind.as_str()).await?;
    let fee = if kind == StoreKind::Cafe { 0 } else { 1_500 };
    let form = json!({ "name": format!("봄날 {}", kind.as_str()), "kind": kind, "address": address(), "radius_m": 3_000,
        "min_order": PRICE, "delivery_fee": fee });
    let opened = caller.post(&owner, "/stores", "store", &form).await.map_err(|_| "no store was opened")?.expect(201)?;
    let id = id(&opened.body)?;
    let plenty = item(caller, &owner, id, json!({ "name": "칼국수", "price": PRICE })).await?;
    let scarce = item(caller, &owner, id, json!({ "name": "한정 만두", "price": PRICE, "stock": SCARCE })).await?;
    Ok(Store { kind, id, owner, plenty, scarce })
}

async fn item(caller: &Caller, owner: &Person, store: Uuid, form: Value) -> Result<Uuid, Failure> {
    let path = format!("/stores/{store}/menu-items");
    let key = form["name"].as_str().map(|name| format!("item-{}", name.len())).unwrap_or_default();
    let added = caller.post(owner, &path, &key, &form).await.map_err(|_| "no item was added")?.expect(201)?;
    id(&added.body)
}

async fn person(caller: &Caller, role: &str, name: &str) -> Result<Person, Failure> {
    let email = format!("{name}@hansang.test");
    let form = json!({ "email": email, "password": PASSWORD, "name": name, "phone": "010-1234-5678", "role": role });
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
