//! One of each, as it should be.

use domain::store::{MenuItem, Store};
use serde_json::{Value, json};

pub const NOW: &str = "2026-11-20T09:30:00Z";
pub const STORE: &str = "018f7f4e-8a3b-7c11-9d55-000000000001";
pub const CUSTOMER: &str = "018f7f4e-8a3b-7c11-9d55-000000000002";
pub const ORDER: &str = "018f7f4e-8a3b-7c11-9d55-000000000003";
const ITEM: &str = "018f7f4e-8a3b-7c11-9d55-000000000004";
const CHOICE: &str = "018f7f4e-8a3b-7c11-9d55-000000000005";

pub fn address() -> Value {
    json!({ "line": "연희로 12길 8", "detail": "302호", "lat": 37.5667, "lng": 126.929 })
}

pub fn new_store() -> Value {
    json!({
        "name": "봄날국수",
        "kind": "restaurant",
        "about": "멸치로 낸\n맑은 국물",
        "address": address(),
        "radius_m": 2_500,
        "min_order": 9_000,
        "delivery_fee": 2_000,
        "hours": [{ "day": "mon", "open": "09:00", "close": "24:00" }, { "day": "fri", "open": "18:00", "close": "02:00" }],
        "illustration": "noodles",
    })
}

pub fn store_change() -> Value {
    json!({
        "name": "봄날국수 연희점",
        "about": "오늘은 칼국수",
        "address": address(),
        "radius_m": 3_000,
        "min_order": 0,
        "delivery_fee": 0,
        "hours": [],
        "mode": "paused",
        "mode_until": "2026-11-20T10:00:00Z",
        "illustration": "ramen",
    })
}

pub fn new_item() -> Value {
    json!({
        "name": "잔치국수",
        "section": "국수",
        "description": "곱빼기도 돼요",
        "price": 7_500,
        "stock": 12,
        "illustration": "noodles",
        "option_groups": [{
            "name": "양",
            "min": 1,
            "max": 2,
            "choices": [{ "name": "보통" }, { "name": "곱빼기", "price": 1_500 }],
        }],
    })
}

pub fn item_change() -> Value {
    json!({
        "name": "비빔국수",
        "section": null,
        "description": "매워요",
        "price": 8_000,
        "stock": null,
        "sold_out_until": "forever",
        "illustration": "noodles",
        "option_groups": [{ "name": "맵기", "max": 1, "choices": [{ "name": "순한맛", "price": 0 }] }],
    })
}

pub fn wish() -> Value {
    json!({
        "store_id": STORE,
        "lines": [{ "menu_item_id": ITEM, "quantity": 2, "choice_ids": [CHOICE], "expected_price": 9_000 }],
        "address": address(),
        "note": "문 앞에 두고\n벨을 눌러 주세요",
        "card": "tok_ok",
    })
}

pub fn store() -> Store {
    let new: domain::store::NewStore = serde_json::from_value(json!({ "hours": null, "name": "봄날국수", "kind": "restaurant",
        "address": address(), "radius_m": 2_500, "min_order": 9_000, "delivery_fee": 2_000 }))
    .unwrap();
    new.open(STORE.parse().unwrap(), CUSTOMER.parse().unwrap()).unwrap()
}

pub fn item() -> MenuItem {
    let group = json!({ "id": ITEM, "name": "양", "min": 1, "max": 1,
        "choices": [{ "id": CHOICE, "name": "곱빼기", "price": 1_500 }, { "id": ORDER, "name": "보통", "price": 0 }] });
    serde_json::from_value(
        json!({ "id": ITEM, "store": STORE, "name": "잔치국수", "price": 7_500, "stock": 12, "option_groups": [group] }),
    )
    .unwrap()
}

/// Each as it stands in the log.
pub fn events() -> Vec<Value> {
    vec![
        placed(),
        json!({ "payment_confirmed": { "payment_key": "sandbox_1", "amount": 20_000, "accept_by": "2026-11-20T09:33:00Z" } }),
        json!({ "payment_declined": { "reason": "REJECT_CARD_PAYMENT" } }),
        json!({ "payment_deferred": { "until": "2026-11-20T09:40:00Z" } }),
        json!({ "payment_unknown": {} }),
        json!({ "expired": {} }),
        json!({ "accepted": { "prep_minutes": 20, "ready_at": "2026-11-20T09:50:00Z" } }),
        json!({ "rejected": { "reason": "sold_out", "text": null } }),
        json!({ "cooking_started": {} }),
        json!({ "cooking_finished": {} }),
        json!({ "claimed": { "rider": { "id": CUSTOMER, "name": "이라이더" } } }),
        json!({ "picked_up": {} }),
        json!({ "delivered": {} }),
        json!({ "shipped": { "carrier": "한진", "tracking_no": "1234-5678" } }),
        json!({ "receipt_confirmed": {} }),
        json!({ "cancelled": { "by": "customer", "reason": "changed_mind", "text": "배가 안 고파요" } }),
        json!({ "seller_told": {} }),
        json!({ "refund_requested": { "amount": 20_000 } }),
        json!({ "refund_settled": { "amount": 20_000 } }),
        json!({ "delivery_cancelled": {} }),
    ]
}

pub fn placed() -> Value {
    json!({ "placed": {
        "id": ORDER,
        "number": "B-4821",
        "store": { "id": STORE, "name": "봄날국수", "kind": "restaurant", "owner": ORDER, "address": address() },
        "customer": { "id": CUSTOMER, "name": "김고객" },
        "lines": [{
            "menu_item_id": ITEM,
            "name": "잔치국수",
            "quantity": 2,
            "unit_price": 9_000,
            "choices": [{ "id": CHOICE, "name": "곱빼기", "price": 1_500 }],
            "total": 18_000,
            "counted": true,
            "illustration": "noodles",
        }],
        "items_total": 18_000,
        "delivery_fee": 2_000,
        "total": 20_000,
        "address": address(),
        "note": "문 앞에",
        "ride": { "distance_m": 830, "pay": 3_400 },
    } })
}

pub fn task() -> Value {
    json!({ "kind": { "refund": { "payment_key": "sandbox_1", "amount": 20_000 } }, "due_at": NOW })
}
