use super::*;
use serde_json::json;

/// An order of `kind` that went through these statuses, a minute each from 6:08 in the evening.
fn order(kind: &str, statuses: &[&str]) -> OrderView {
    let timeline: Vec<_> = statuses
        .iter()
        .enumerate()
        .map(|(minute, status)| json!({ "status": status, "at": format!("2026-11-20T09:{:02}:00Z", 8 + minute) }))
        .collect();
    let id = "0190a000-0000-7000-8000-000000000001";
    let address = json!({ "line": "연희로 12길 8", "lat": 37.5667, "lng": 126.929 });
    serde_json::from_value(json!({
        "id": id, "number": "B-4821", "version": 1, "status": statuses.last(),
        "store": { "id": id, "name": "봄날국수", "kind": kind }, "customer": { "id": id, "name": "지우" },
        "lines": [], "items_total": 9000, "delivery_fee": 1500, "total": 10500, "address": address, "note": null,
        "payment": { "status": "paid", "charged": 10500, "refunded": 0 }, "rider": { "id": id, "name": "정우" },
        "placed_at": "2026-11-20T09:08:00Z", "accept_by": null,
        "ready_at_estimate": "2026-11-20T09:27:00Z", "arrive_at_estimate": "2026-11-20T09:41:00Z", "arrive_by_estimate": "2026-11-20T09:52:00Z",
        "timeline": timeline, "pickup": address,
    }))
    .unwrap()
}

fn read(order: &OrderView) -> Vec<(String, String, &'static str)> {
    steps(order, Lang::Ko).into_iter().map(|step| (step.what, step.when, step.state)).collect()
}

fn step(what: &str, when: &str, state: &'static str) -> (String, String, &'static str) {
    (what.to_owned(), when.to_owned(), state)
}

#[test]
fn a_ridden_order_shows_what_is_done_now_and_next() {
    let order = order("restaurant", &["awaiting_payment", "placed", "accepted", "cooking", "ready", "claimed", "picked_up"]);
    assert_eq!(
        read(&order),
        [
            step("결제했어요", "6:09", "done"),
            step("가게가 주문을 받았어요", "6:10", "done"),
            step("조리를 마쳤어요", "6:12", "done"),
            step("정우 라이더가 픽업했어요", "6:14", "now"),
            step("도착", "6:41쯤", "next"),
        ]
    );
}

#[test]
fn an_unpaid_order_waits_at_its_first_step() {
    let steps = read(&order("cafe", &["awaiting_payment"]));
    assert_eq!(steps.first(), Some(&step("결제를 기다리고 있어요", "6:08", "now")));
    assert_eq!(steps.len(), 4);
}

#[test]
fn a_completed_order_has_every_step_done() {
    let order =
        order("restaurant", &["placed", "accepted", "cooking", "ready", "claimed", "picked_up", "delivered", "completed"]);
    assert!(read(&order).iter().all(|(_, _, state)| *state == "done"));
}

#[test]
fn a_cancelled_order_ends_there() {
    let steps = read(&order("meal_kit", &["awaiting_payment", "placed", "accepted", "cancelled"]));
    assert_eq!(steps.last(), Some(&step("주문이 취소됐어요", "6:11", "lost")));
    assert_eq!(steps.iter().filter(|(_, _, state)| *state == "next").count(), 0);
}
