use super::{customer, id, number, owner, text, the_order};
use crate::{
    Address, Money, Position,
    delivery::rider_pay,
    ids::*,
    order::*,
    store::{Choice, MenuItem, Mode, OptionGroup, Shop, Store, StoreKind},
};

pub fn noodles() -> MenuItemId {
    id(1)
}

pub fn dumplings() -> MenuItemId {
    id(2)
}

pub fn regular() -> ChoiceId {
    id(11)
}

pub fn large() -> ChoiceId {
    id(12)
}

pub fn egg() -> ChoiceId {
    id(21)
}

pub fn kimchi() -> ChoiceId {
    id(22)
}

pub fn seaweed() -> ChoiceId {
    id(23)
}

/// Delivers within 2 km from 10,000 won for 3,000 won. Ten bowls of noodles are left, dumplings never run out.
pub fn shop(kind: StoreKind) -> Shop {
    let store = Store {
        id: id(1_000),
        owner: owner().id,
        name: text("봄날국수"),
        kind,
        about: None,
        address: address("연희로 12길 8", 37.5667, 126.9290),
        radius_m: 2_000,
        min_order: Money::won(10_000),
        delivery_fee: Money::won(3_000),
        hours: None,
        mode: Mode::Normal,
        mode_until: None,
        illustration: Some(text("steaming_bowl")),
    };
    let size = group(31, "사이즈", 1, 1, vec![choice(regular(), "보통", 0), choice(large(), "곱빼기", 2_000)]);
    let extras = vec![choice(egg(), "계란", 500), choice(kimchi(), "김치", 1_000), choice(seaweed(), "김가루", 500)];
    let menu = vec![
        item(noodles(), "잔치국수", 8_000, Some(10), vec![size, group(32, "추가", 0, 2, extras)]),
        item(dumplings(), "군만두", 5_000, None, Vec::new()),
    ];
    Shop { store, menu }
}

fn item(id: MenuItemId, name: &str, price: u32, stock: Option<u32>, option_groups: Vec<OptionGroup>) -> MenuItem {
    MenuItem {
        id,
        store: super::id(1_000),
        section: None,
        name: text(name),
        description: None,
        price: Money::won(price),
        photo_url: None,
        illustration: None,
        stock,
        sold_out: None,
        option_groups,
    }
}

fn group(number: u128, name: &str, min: u8, max: u8, choices: Vec<Choice>) -> OptionGroup {
    OptionGroup { id: id(number), name: text(name), min, max, choices }
}

fn choice(id: ChoiceId, name: &str, price: u32) -> Choice {
    Choice { id, name: text(name), price: Money::won(price) }
}

pub fn address(line: &str, lat: f64, lng: f64) -> Address {
    Address { line: text(line), detail: None, position: Position::new(lat, lng).expect("a place on Earth") }
}

/// 881 m from the store.
pub fn home() -> Address {
    address("홍제천로 21", 37.5667, 126.9390)
}

pub fn want(menu_item_id: MenuItemId, quantity: i64, choice_ids: &[ChoiceId]) -> LineRequest {
    LineRequest { menu_item_id, quantity: number(quantity), choice_ids: choice_ids.to_vec(), expected_price: None }
}

/// Two large bowls with an egg, one plate of dumplings.
pub fn the_usual() -> PlaceOrder {
    PlaceOrder {
        store_id: id(1_000),
        lines: vec![want(noodles(), 2, &[large(), egg()]), want(dumplings(), 1, &[])],
        address: Some(home()),
        note: Some(text("문 앞에 놓아 주세요")),
        card: card(),
    }
}

pub fn card() -> crate::text::CardToken {
    text("tok_ok")
}

/// What the usual costs, delivery included.
pub fn total(kind: StoreKind) -> Money {
    Money::won(if kind == StoreKind::Cafe { 26_000 } else { 29_000 })
}

/// The usual as it stands in the log; written out, not computed, so that placement is checked against it.
pub fn placed(kind: StoreKind) -> Event {
    let brought = kind != StoreKind::Cafe;
    let chosen = |id, name, price| ChosenChoice { id, name: text(name), price: Money::won(price) };
    let lines = vec![
        Line {
            menu_item_id: noodles(),
            name: text("잔치국수"),
            quantity: number(2),
            unit_price: Money::won(10_500),
            choices: vec![chosen(large(), "곱빼기", 2_000), chosen(egg(), "계란", 500)],
            total: Money::won(21_000),
            counted: true,
            illustration: None,
        },
        Line {
            menu_item_id: dumplings(),
            name: text("군만두"),
            quantity: number(1),
            unit_price: Money::won(5_000),
            choices: Vec::new(),
            total: Money::won(5_000),
            counted: false,
            illustration: None,
        },
    ];
    let store = shop(kind).store;
    Event::Placed(Box::new(Placed {
        id: the_order(),
        number: OrderNumber::of(the_order()),
        store: StoreRef {
            id: store.id,
            name: store.name,
            kind,
            owner: store.owner,
            address: store.address,
            illustration: store.illustration,
        },
        customer: Person { id: customer().id, name: customer().name },
        lines,
        items_total: Money::won(26_000),
        delivery_fee: if brought { Money::won(3_000) } else { Money::ZERO },
        total: total(kind),
        address: brought.then(home),
        note: Some(text("문 앞에 놓아 주세요")),
        ride: (kind == StoreKind::Restaurant).then(|| Ride { distance_m: 881, pay: rider_pay(881) }),
    }))
}
