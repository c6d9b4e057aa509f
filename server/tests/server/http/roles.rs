use super::app::{App, signed};
use crate::on_both_databases;
use domain::Role;
use serde_json::{Value, json};

const PLACE: &str = "lat=37.5667&lng=126.929";

/// Every endpoint with everybody whom it is not about: nobody, then a customer, an owner, a rider and an operator who have nothing to do
/// with the store and the order. What is not theirs is not there; what their role never does is forbidden.
fn table() -> Vec<(&'static str, &'static str, Value, [u16; 5])> {
    let text = json!({ "carrier": "CJ", "tracking_no": "1234" });
    let card = json!({ "method": "card", "token": "tok_ok" });
    let store = json!({ "name": "봄날", "kind": "cafe", "address": { "line": "연희로 1", "lat": 37.5, "lng": 126.9 },
        "radius_m": 1500, "min_order": 0, "delivery_fee": 0 });
    let item = json!({ "name": "라떼", "price": 4500 });
    let none = Value::Null;
    let owners = [401, 403, 404, 403, 403];
    let riders = [401, 403, 403, 200, 403];
    vec![
        ("GET", "/me", none.clone(), [401, 200, 200, 200, 200]),
        ("GET", "/notifications", none.clone(), [401, 200, 200, 200, 200]),
        ("PUT", "/rider/position", json!({ "lat": 37.5, "lng": 126.9 }), [401, 403, 403, 204, 403]),
        ("PUT", "/rider/availability", json!({ "online": true }), [401, 403, 403, 204, 403]),
        ("GET", "/stores?{place}", none.clone(), [200; 5]),
        ("GET", "/stores/{store}", none.clone(), [200; 5]),
        ("GET", "/top-menus", none.clone(), [200; 5]),
        ("POST", "/stores", store, [401, 403, 201, 403, 403]),
        ("PATCH", "/stores/{store}", json!({}), owners),
        ("POST", "/stores/{store}/menu-items", item, owners),
        ("PATCH", "/menu-items/{item}", json!({ "price": 1 }), owners),
        ("PUT", "/menu-items/{item}/photo", none.clone(), owners),
        ("GET", "/stores/{store}/orders", none.clone(), owners),
        ("GET", "/stores/{store}/live", none.clone(), owners),
        ("GET", "/orders", none.clone(), [401, 200, 403, 403, 403]),
        ("POST", "/orders", json!({}), [401, 422, 403, 403, 403]),
        ("GET", "/orders/{order}", none.clone(), [401, 404, 404, 404, 200]),
        ("GET", "/orders/{order}/events", none.clone(), [401, 404, 404, 404, 200]),
        ("GET", "/orders/{order}/live", none.clone(), [401, 404, 404, 404, 200]),
        ("POST", "/orders/{order}/payment", card, [401, 404, 403, 403, 403]),
        ("POST", "/orders/{order}/receipt", none.clone(), [401, 404, 403, 403, 403]),
        ("POST", "/orders/{order}/acceptance", json!({ "prep_minutes": 10 }), owners),
        ("POST", "/orders/{order}/rejection", json!({ "reason": "busy" }), owners),
        ("POST", "/orders/{order}/cooking-start", none.clone(), owners),
        ("POST", "/orders/{order}/cooking-finish", none.clone(), owners),
        ("POST", "/orders/{order}/collection", none.clone(), owners),
        ("POST", "/orders/{order}/packing-start", none.clone(), owners),
        ("POST", "/orders/{order}/shipment", text, owners),
        ("POST", "/orders/{order}/drop-off", none.clone(), owners),
        ("GET", "/deliveries?{place}", none.clone(), riders),
        ("GET", "/deliveries/mine", none.clone(), riders),
        ("GET", "/deliveries/live", none.clone(), riders),
        ("POST", "/deliveries/{order}/claim", none.clone(), [401, 403, 403, 409, 403]),
        ("POST", "/deliveries/{order}/pickup", json!({ "number": "A-1" }), [401, 403, 403, 404, 403]),
        ("POST", "/deliveries/{order}/drop-off", none.clone(), [401, 403, 403, 404, 403]),
        // Last, because the operator's cancels it.
        ("POST", "/orders/{order}/cancellation", json!({ "reason": "test" }), [401, 404, 403, 403, 200]),
        ("DELETE", "/sessions/current", none, [401, 204, 204, 204, 204]),
    ]
}

on_both_databases! {
    async fn everybody_sees_and_changes_only_what_is_theirs(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201);
        let strangers = [
            None,
            Some(app.person(Role::Customer).await),
            Some(app.person(Role::Owner).await),
            Some(app.person(Role::Rider).await),
            Some(app.person(Role::Operator).await),
        ];
        for (method, path, body, expected) in table() {
            let path = path
                .replace("{order}", order["id"].as_str().unwrap())
                .replace("{store}", &scene.store.to_string())
                .replace("{item}", &scene.item.to_string())
                .replace("{place}", PLACE);
            for (who, expected) in strangers.iter().zip(expected) {
                let request = signed(app.request(method, &path), who.as_ref());
                let request = if path.ends_with("/photo") {
                    request.header("content-type", "image/png").body("\u{89}PNG")
                } else if body.is_null() {
                    request
                } else {
                    request.json(&body)
                };
                // Streams have no end, so only what they begin with is looked at.
                let status = request.send().await.unwrap().status().as_u16();
                let role = who.as_ref().map_or("anonymous", |person| person.account.role.as_str());
                assert_eq!(status, expected, "{method} {path} as {role}");
            }
        }
        for person in strangers.iter().flatten() {
            app.get("/me", person).await.problem(401, "unauthenticated");
        }
    }
}
