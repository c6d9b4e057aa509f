//! What customers, owners and riders send: read or refused, and whatever was read does no harm either.

use super::{
    examples,
    json::{like_json, read, reads_back},
    nonsense::like,
};
use domain::{
    order::{Command, Deadlines, Facts, LineRequest, PlaceOrder, decide, evolve},
    store::{MenuItem, MenuItemChange, NewMenuItem, NewStore, OpeningHours, Shop, Store, StoreChange},
    text::AddressLine,
    views::{MenuItemView, OrderView, StoreView},
    *,
};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

fn now() -> Timestamp {
    examples::NOW.parse().unwrap()
}

/// Ids that follow from names, as the server's do.
fn named(name: &str) -> Uuid {
    Uuid::from_u128(name.bytes().fold(7_u128, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())))
}

fn customer() -> Account {
    serde_json::from_value(json!({ "id": examples::CUSTOMER, "role": "customer", "name": "김고객" })).unwrap()
}

proptest! {
    #[test]
    fn an_order(json in like_json(examples::wish())) {
        let Some(wish) = read::<PlaceOrder>(&json)? else { return Ok(()) };
        let shop = Shop { store: examples::store(), menu: vec![examples::item()] };
        let deadlines = Deadlines::default();
        let facts = Facts { now: now(), order_id: examples::ORDER.parse().unwrap(), shop: Some(&shop), deadlines: &deadlines };
        match decide(None, &Command::Place(wish), &customer().into(), &facts) {
            Ok(decision) => {
                let order = decision.events.iter().fold(None, |order, event| evolve(order, event, facts.now)).unwrap();
                reads_back(&order)?;
                reads_back(&OrderView::from(&order))?;
            }
            Err(refusal) => {
                prop_assert!(!refusal.ko().is_empty() && !refusal.en().is_empty());
                reads_back(&refusal)?;
            }
        }
    }

    #[test]
    fn a_line_of_an_order(json in like_json(examples::wish()["lines"][0].clone())) {
        read::<LineRequest>(&json)?;
    }

    #[test]
    fn a_new_store(json in like_json(examples::new_store()), at in any::<i64>()) {
        let Some(new) = read::<NewStore>(&json)? else { return Ok(()) };
        if let Ok(store) = new.open(examples::STORE.parse().unwrap(), examples::CUSTOMER.parse().unwrap()) {
            reads_back::<Store>(&store)?;
            reads_back(&StoreView::of(&store, Vec::new(), Timestamp::from_micros(at)))?;
        }
    }

    #[test]
    fn a_change_of_a_store(json in like_json(examples::store_change())) {
        let Some(change) = read::<StoreChange>(&json)? else { return Ok(()) };
        let (before, mut store) = (examples::store(), examples::store());
        match change.change(&mut store, domain::Timestamp::default()) {
            Ok(()) => reads_back(&store)?,
            Err(_) => prop_assert_eq!(store, before, "refused is unchanged"),
        }
    }

    #[test]
    fn a_new_item(json in like_json(examples::new_item())) {
        let Some(new) = read::<NewMenuItem>(&json)? else { return Ok(()) };
        if let Ok(item) = new.put_on_menu(MenuItemId(named("item")), examples::STORE.parse().unwrap(), named) {
            reads_back::<MenuItem>(&item)?;
            reads_back(&MenuItemView::of(&item, 1, now()))?;
        }
    }

    #[test]
    fn a_change_of_an_item(json in like_json(examples::item_change())) {
        let Some(change) = read::<MenuItemChange>(&json)? else { return Ok(()) };
        let (before, mut item) = (examples::item(), examples::item());
        match change.change(&mut item, named) {
            Ok(()) => reads_back(&item)?,
            Err(_) => prop_assert_eq!(item, before, "refused is unchanged"),
        }
    }

    #[test]
    fn an_address(json in like_json(examples::address())) {
        read::<Position>(&json)?;
        if let Some(address) = read::<Address>(&json)? {
            prop_assert!(address.area().chars().count() <= AddressLine::MAX);
        }
    }

    #[test]
    fn opening_hours(json in like_json(examples::new_store()["hours"].clone()), at in any::<i64>()) {
        if let Some(hours) = read::<OpeningHours>(&json)? {
            let _ = hours.is_open(Timestamp::from_micros(at));
        }
    }

    #[test]
    fn an_account_and_whoever_acts(json in like_json(json!({ "person": { "id": examples::ORDER, "role": "rider", "name": "이라이더" } }))) {
        read::<Account>(&json["person"])?;
        read::<Actor>(&json)?;
    }

    /// What is not even JSON any more.
    #[test]
    fn a_body_with_a_few_wrong_signs(body in torn()) {
        for body in [body.as_str(), &format!("[{body}]")] {
            let _ = serde_json::from_str::<PlaceOrder>(body);
            let _ = serde_json::from_str::<NewStore>(body);
            let _ = serde_json::from_str::<NewMenuItem>(body);
            let _ = serde_json::from_str::<MenuItemChange>(body);
            let _ = serde_json::from_str::<Vec<LineRequest>>(body);
        }
    }
}

fn torn() -> impl Strategy<Value = String> {
    let bodies = [examples::wish(), examples::new_store(), examples::new_item(), examples::item_change()];
    let bodies = bodies.map(|body| body.to_string());
    like(&bodies.each_ref().map(String::as_str))
}

#[test]
fn the_examples_are_as_they_should_be() {
    assert!(serde_json::from_value::<PlaceOrder>(examples::wish()).is_ok());
    assert!(serde_json::from_value::<NewStore>(examples::new_store()).is_ok());
    assert!(
        serde_json::from_value::<StoreChange>(examples::store_change())
            .unwrap()
            .change(&mut examples::store(), domain::Timestamp::default())
            .is_ok()
    );
    assert!(serde_json::from_value::<NewMenuItem>(examples::new_item()).is_ok());
    assert!(
        serde_json::from_value::<MenuItemChange>(examples::item_change()).unwrap().change(&mut examples::item(), named).is_ok()
    );
}
