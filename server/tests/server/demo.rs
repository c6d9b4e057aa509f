//! The demo neighbourhood, on real storage and paid through a real sandbox.

use crate::{on_both_databases, support::World};
use app::backend::Backend;
use domain::{
    Account, AccountId, PageRequest, Position, Role,
    account::Email,
    order::Status,
    ports::{NewAccount, TopBy},
};
use server::demo::{self, History, Loaded, data::DemoData};
use std::sync::Arc;
use uuid::Uuid;

on_both_databases! {
    async fn a_neighbourhood_is_laid_out_once(world) {
        let data = laid_out(&world).await;
        let items: usize = data.stores.iter().map(|store| store.menu.len()).sum();
        let counted = [data.accounts.len(), data.stores.len(), items].map(|count| count as i64);
        assert_eq!(count(&world).await, counted);

        laid_out(&world).await;
        assert_eq!(count(&world).await, counted, "a second start adds nothing");

        let home = data.addresses[0].position;
        assert!(world.storage.queries.stores_near(home, None, None).await.unwrap().len() >= 12);
    }

    async fn everyone_of_the_demo_can_sign_in(world) {
        let data = laid_out(&world).await;
        for person in ["operator@hansang.test", "customer@hansang.test", "owner@hansang.test", "rider@hansang.test"] {
            let signed_in = world.storage.accounts.sign_in(&email(person), data.password.expose(), "10.0.0.1").await.unwrap();
            assert!(person.starts_with(signed_in.account.role.as_str()), "{person}");
        }
        let owner = sign_in(&world, "owner@hansang.test").await;
        assert_eq!(world.storage.queries.my_stores(&owner).await.unwrap().len(), 1);
    }

    async fn a_database_with_other_people_is_left_alone(world) {
        let somebody = NewAccount {
            email: email("kim@example.com"),
            password: "a long password".to_owned().try_into().unwrap(),
            name: "김".to_owned().try_into().unwrap(),
            phone: "010-1234-5678".to_owned().try_into().unwrap(),
            role: Role::Customer,
        };
        world.storage.accounts.sign_up(AccountId(Uuid::now_v7()), somebody, "127.0.0.1").await.unwrap();
        let loaded = demo::load(&backend(&world), &*world.storage.newcomers).await.unwrap();
        assert!(matches!(loaded, Loaded::OthersLiveHere));
        assert_eq!(count(&world).await, [1, 0, 0]);
    }

    async fn loading_that_was_cut_short_goes_on(world) {
        let whole = laid_out(&world).await;
        world.execute("DELETE FROM menu_item WHERE position > 3").await;
        let world = world.restart().await;
        let last = whole.stores.last().unwrap();
        laid_out(&world).await;
        let found = world.storage.queries.stores_near(whole.addresses[0].position, None, Some(last.store.name.to_string())).await;
        let store = world.storage.queries.store(found.unwrap()[0].id).await.unwrap();
        assert_eq!(store.menu.len(), last.menu.len());
    }

    async fn past_orders_are_all_complete_and_make_top_menus(world) {
        let data = laid_out(&world).await;
        History::new(backend(&world), data.clone()).happen().await;
        let past = orders_of(&world, "customer2@hansang.test").await;
        assert!(past.len() > 50, "{}", past.len());
        assert!(past.iter().all(|status| *status == Status::Completed), "{past:?}");
        assert_eq!(orders_of(&world, "customer@hansang.test").await, []);

        History::new(backend(&world), data.clone()).happen().await;
        assert_eq!(orders_of(&world, "customer2@hansang.test").await.len(), past.len(), "a second start repeats nothing");

        let home: Position = data.addresses[0].position;
        let top = world.storage.queries.top_items(TopBy::Orders, Some(home), 10).await.unwrap();
        assert_eq!(top.len(), 10);
        assert!(top[0].order_count > top[9].order_count, "some are ordered more than others");
    }
}

async fn laid_out(world: &World) -> DemoData {
    match demo::load(&backend(world), &*world.storage.newcomers).await.unwrap() {
        Loaded::Here(data) => data,
        Loaded::OthersLiveHere => panic!("somebody lives here"),
    }
}

fn backend(world: &World) -> Backend {
    Backend {
        commands: Arc::new(world.ordering.clone()),
        queries: world.storage.queries.clone(),
        catalogue: world.storage.catalogue.clone(),
        accounts: world.storage.accounts.clone(),
        riders: world.storage.riders.clone(),
    }
}

/// Accounts, stores, items.
async fn count(world: &World) -> [i64; 3] {
    [
        world.count("SELECT COUNT(*) FROM account").await,
        world.count("SELECT COUNT(*) FROM store").await,
        world.count("SELECT COUNT(*) FROM menu_item").await,
    ]
}

async fn orders_of(world: &World, person: &str) -> Vec<Status> {
    let customer = sign_in(world, person).await;
    let page = PageRequest { limit: 100, cursor: None };
    let orders = world.storage.queries.orders(&customer, page).await.unwrap();
    orders.items.iter().map(|order| order.status).collect()
}

async fn sign_in(world: &World, person: &str) -> Account {
    world.storage.accounts.sign_in(&email(person), "hansang-demo", "10.0.0.1").await.unwrap().account
}

fn email(text: &str) -> Email {
    text.to_owned().try_into().unwrap()
}
