#![allow(clippy::unwrap_used)]

use super::*;
use domain::{Money, store::StoreKind};
use std::{collections::HashSet, fmt::Display};

#[test]
fn every_file_is_in_the_program_and_parses() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/stores");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), demo().stores.len());
}

#[test]
fn a_mistake_names_its_file_and_field() {
    let bomnal = files::STORES[0];
    for (right, wrong) in [("about =", "abuot ="), ("stock =", "stokc ="), ("sold_out =", "sodl_out =")] {
        let text = bomnal.text.replace(right, wrong).leak();
        let mistake = parse::<DemoStore>(files::File { name: bomnal.name, text }).unwrap_err().to_string();
        assert!(mistake.starts_with("server/demo/stores/bomnal.toml: "), "{mistake}");
        assert!(mistake.contains(wrong.trim_end_matches(" =")), "{mistake}");
    }
}

#[test]
fn all_three_kinds_of_store_are_there() {
    let demo = demo();
    let how_many = |kind| demo.stores.iter().filter(|store| store.store.kind == kind).count();
    assert!(how_many(StoreKind::Restaurant) >= 8);
    assert!(how_many(StoreKind::Cafe) >= 3);
    assert!(how_many(StoreKind::MealKit) >= 3);
    assert_unique("store keys", demo.stores.iter().map(|store| &store.key));
    assert_unique("store names", demo.stores.iter().map(|store| &store.store.name));
}

#[test]
fn every_account_of_the_api_exists_once() {
    let demo = demo();
    assert_unique("e-mails", demo.accounts.iter().map(|account| account.email.as_str()));
    assert_unique("phones", demo.accounts.iter().map(|account| account.phone.as_str()));
    for (name, role) in [
        ("customer", Role::Customer),
        ("customer2", Role::Customer),
        ("owner", Role::Owner),
        ("cafe", Role::Owner),
        ("mealkit", Role::Owner),
        ("rider", Role::Rider),
        ("rider2", Role::Rider),
        ("operator", Role::Operator),
    ] {
        let email = format!("{name}@hansang.test");
        assert!(demo.accounts.iter().any(|account| account.email.as_str() == email && account.role == role), "{email}");
    }
}

#[test]
fn every_store_has_its_owner_and_every_owner_a_store() {
    let demo = demo();
    let owners = demo.accounts.iter().filter(|account| account.role == Role::Owner);
    let owners: HashSet<_> = owners.map(|account| &account.email).collect();
    assert_eq!(owners, demo.stores.iter().map(|store| &store.owner).collect());

    let kind_of = |email| demo.stores.iter().find(|store| store.owner.as_str() == email).map(|store| store.store.kind);
    assert_eq!(kind_of("owner@hansang.test"), Some(StoreKind::Restaurant));
    assert_eq!(kind_of("cafe@hansang.test"), Some(StoreKind::Cafe));
    assert_eq!(kind_of("mealkit@hansang.test"), Some(StoreKind::MealKit));
}

#[test]
fn the_first_address_is_in_reach_of_every_store_and_nearest_to_bomnal() {
    let demo = demo();
    let home = &demo.addresses[0];
    assert_eq!(home.line.as_str(), "연희로 12길 8");
    let away = |store: &&DemoStore| store.store.address.position.metres_to(home.position);
    for store in &demo.stores {
        assert!(away(&store) <= store.store.radius_m.min(2_500), "{} is {} m away", store.key, away(&store));
    }
    assert_eq!(demo.stores.iter().min_by_key(away).map(|store| store.key.as_str()), Some("bomnal"));
}

#[test]
fn only_riders_have_a_position_and_start_within_a_short_ride_of_bomnal() {
    let demo = demo();
    for account in &demo.accounts {
        assert_eq!(account.position.is_some(), account.role == Role::Rider, "{:?}", account.email);
        if let Some(position) = account.position {
            assert!(position.metres_to(bomnal(&demo).store.address.position) <= 1_000);
        }
    }
}

#[test]
fn menus_are_full_and_keep_their_sections_together() {
    for store in demo().stores {
        assert!((8..=16).contains(&store.menu.len()), "{}", store.key);
        assert_unique(&store.key, store.menu.iter().map(|item| &item.item.name));
        assert!(store.menu.iter().all(|item| item.item.section.is_some() && item.item.description.is_some()), "{}", store.key);
        let mut sections: Vec<_> = store.menu.iter().filter_map(|item| item.item.section.as_ref()).collect();
        sections.dedup();
        assert_unique(&store.key, sections);
    }
}

#[test]
fn money_is_in_whole_hundreds() {
    let whole = |money: Money| money.amount().is_multiple_of(100);
    for DemoStore { key, store, menu, .. } in demo().stores {
        assert!(whole(store.min_order) && whole(store.delivery_fee), "{key}");
        assert!(store.kind != StoreKind::Cafe || store.delivery_fee.is_zero(), "{key}");
        for DemoItem { item, .. } in menu {
            assert!(!item.price.is_zero() && whole(item.price), "{}", item.name);
            let choices = item.option_groups.iter().flat_map(|group| &group.choices);
            assert!(choices.into_iter().all(|choice| whole(choice.price)), "{}", item.name);
        }
    }
}

#[test]
fn every_option_group_is_a_single_choice_or_optional_extras() {
    for DemoItem { item, .. } in demo().stores.into_iter().flat_map(|store| store.menu) {
        assert_unique(item.name.as_str(), item.option_groups.iter().map(|group| &group.name));
        for group in &item.option_groups {
            assert_unique(item.name.as_str(), group.choices.iter().map(|choice| &choice.name));
            assert!((1..=group.choices.len()).contains(&usize::from(group.max)), "{}: {}", item.name, group.name);
            assert!(group.min == 0 || (group.min, group.max) == (1, 1), "{}: {}", item.name, group.name);
        }
    }
}

#[test]
fn every_store_sells_something_that_needs_no_choosing() {
    for store in demo().stores {
        let plain = |item: &DemoItem| !item.sold_out && item.item.option_groups.is_empty();
        assert!(store.menu.iter().any(plain), "{}", store.key);
    }
}

#[test]
fn bomnal_never_closes_and_has_one_dish_that_runs_out() {
    let demo = demo();
    let bomnal = bomnal(&demo);
    assert_eq!(bomnal.owner.as_str(), "owner@hansang.test");
    assert!(bomnal.store.hours.is_none());
    assert!(bomnal.menu.iter().any(|dish| dish.item.stock.is_some()));
    let one_tap_order = |DemoItem { item, sold_out, .. }: &DemoItem| {
        !sold_out && item.option_groups.is_empty() && item.stock.is_none() && item.price >= bomnal.store.min_order
    };
    assert!(bomnal.menu.iter().any(one_tap_order));
}

#[test]
fn two_stores_keep_hours_and_one_of_them_past_midnight() {
    let demo = demo();
    let hours: Vec<_> = demo.stores.iter().filter_map(|store| store.store.hours.as_ref()).collect();
    assert_eq!(hours.len(), 2);
    assert!(hours.iter().flat_map(|hours| hours.spans()).any(|span| span.close < span.open));
}

#[test]
fn every_illustration_is_drawn() {
    let index = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../style/assets/food/index.json"));
    let drawn: HashSet<Name> = serde_json::from_str(index).unwrap();
    for DemoStore { key, store, menu, .. } in demo().stores {
        assert!(store.illustration.is_some_and(|slug| drawn.contains(&slug)), "{key}");
        for DemoItem { item, .. } in menu {
            assert!(item.illustration.is_some_and(|slug| drawn.contains(&slug)), "{}", item.name);
        }
    }
}

fn demo() -> DemoData {
    load().unwrap()
}

fn bomnal(demo: &DemoData) -> &DemoStore {
    demo.stores.iter().find(|store| store.key == "bomnal").unwrap()
}

fn assert_unique<T: Display>(what: &str, names: impl IntoIterator<Item = T>) {
    let mut seen = HashSet::new();
    for name in names {
        let name = name.to_string();
        assert!(seen.insert(name.clone()), "{what}: {name} twice");
    }
}
