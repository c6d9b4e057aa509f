use super::{id, text};
use crate::{Account, Actor, Role};

fn account(number: u128, role: Role, name: &str) -> Account {
    Account { id: id(number), role, name: text(name) }
}

pub fn customer() -> Account {
    account(101, Role::Customer, "김하늘")
}

pub fn another_customer() -> Account {
    account(102, Role::Customer, "이바다")
}

pub fn owner() -> Account {
    account(201, Role::Owner, "박사장")
}

pub fn another_owner() -> Account {
    account(202, Role::Owner, "최사장")
}

pub fn rider() -> Account {
    account(301, Role::Rider, "정라이더")
}

pub fn another_rider() -> Account {
    account(302, Role::Rider, "한라이더")
}

pub fn operator() -> Account {
    account(401, Role::Operator, "운영자")
}

/// The platform itself: deadlines, payments.
pub const PLATFORM: Actor = Actor::System;

pub fn everybody() -> [Actor; 8] {
    let people = [customer(), another_customer(), owner(), another_owner(), rider(), another_rider(), operator()];
    let [a, b, c, d, e, f, g] = people.map(Actor::from);
    [a, b, c, d, e, f, g, PLATFORM]
}
