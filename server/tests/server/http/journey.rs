use super::app::{App, Person, total};
use crate::{on_both_databases, support::PATIENCE};
use domain::{Role, store::StoreKind};
use serde_json::{Value, json};
use std::time::Duration;

/// One step, and the status that the order then has.
async fn step(app: &App, who: &Person, order: &str, step: &str, body: Value, status: &str) -> Value {
    let order = app.post(&format!("/orders/{order}/{step}"), who, body).await.expect(200);
    assert_eq!(order["status"], status, "{step}");
    order
}

on_both_databases! {
    async fn a_restaurant_order_goes_the_whole_way(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let rider = app.person(Role::Rider).await;

        let order = app.place(&scene, &customer, "tok_ok").await.expect(201);
        let id = order["id"].as_str().unwrap();
        assert_eq!((&order["status"], &order["total"]), (&json!("placed"), &json!(total())));
        assert_eq!(order["payment"], json!({ "status": "paid", "charged": total(), "refunded": 0 }));
        assert_eq!(order["note"], Value::Null, "a blank note is none");

        let board = app.get(&format!("/stores/{}/orders?status=placed", scene.store), &owner).await.expect(200);
        assert_eq!(board["items"][0]["id"], id);

        step(&app, &owner, id, "acceptance", json!({ "prep_minutes": 15 }), "accepted").await;
        step(&app, &owner, id, "cooking-start", json!({}), "cooking").await;
        let refused = app.post(&format!("/orders/{id}/cancellation"), &customer, json!({ "reason": "too late" })).await;
        assert_eq!(refused.problem(409, "wrong_status")["order_status"], "cooking");
        step(&app, &owner, id, "cooking-finish", json!({}), "ready").await;

        app.send("PUT", "/rider/position", &rider, json!({ "lat": 37.567, "lng": 126.93 })).await.expect(204);
        app.send("PUT", "/rider/availability", &rider, json!({ "online": true })).await.expect(204);
        let near = deliveries(&app, &rider).await;
        assert_eq!(near["items"][0]["order_id"], id);
        assert_eq!(near["items"][0].get("drop_off"), None, "the exact address only once claimed");
        app.post(&format!("/deliveries/{id}/claim"), &rider, json!({})).await.expect(200);
        let other = app.person(Role::Rider).await;
        app.post(&format!("/deliveries/{id}/claim"), &other, json!({})).await.problem(409, "already_claimed");
        app.post(&format!("/deliveries/{id}/pickup"), &rider, json!({ "number": "I-0000" })).await.invalid("/number");
        app.post(&format!("/deliveries/{id}/pickup"), &rider, json!({ "number": order["number"] })).await.expect(200);
        app.post(&format!("/deliveries/{id}/drop-off"), &rider, json!({})).await.expect(200);
        let mine = app.get("/deliveries/mine", &rider).await.expect(200);
        assert_eq!(mine["items"][0]["status"], "delivered");

        step(&app, &customer, id, "receipt", json!({}), "completed").await;
        let events = app.get(&format!("/orders/{id}/events"), &customer).await.expect(200);
        let kinds: Vec<&str> = events["items"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
        let whole = ["placed", "payment_confirmed", "accepted", "cooking_started", "cooking_finished", "claimed", "picked_up",
            "delivered", "receipt_confirmed"];
        assert_eq!(kinds, whole);
        let history = app.get("/orders", &customer).await.expect(200);
        assert_eq!(history["items"][0]["status"], "completed");
        let told = app.get("/notifications", &customer).await.expect(200);
        assert_eq!(told["items"][0]["kind"], "delivered");
        let top = app.get("/top-menus", None).await.expect(200);
        assert_eq!((&top["items"][0]["menu_item_id"], &top["items"][0]["order_count"]), (&json!(scene.item), &json!(1)));
    }

    async fn a_declined_card_leaves_no_deal(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let declined = app.place(&scene, &customer, "tok_declined").await;
        let id = declined.problem(402, "payment_declined")["order_id"].as_str().unwrap().to_owned();
        let order = app.get(&format!("/orders/{id}"), &customer).await.expect(200);
        assert_eq!((&order["status"], &order["payment"]["status"]), (&json!("expired"), &json!("declined")));
        app.get(&format!("/orders/{id}"), &owner).await.problem(404, "not_found");
    }

    async fn a_rejection_gives_the_money_back(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201);
        let id = order["id"].as_str().unwrap();
        step(&app, &owner, id, "rejection", json!({ "reason": "sold_out", "text": "국수가 떨어졌어요" }), "rejected").await;
        for _ in 0..PATIENCE {
            let order = app.get(&format!("/orders/{id}"), &customer).await.expect(200);
            if order["payment"]["status"] == "refunded" {
                assert_eq!(order["payment"]["refunded"], total());
                assert_eq!(order["cancellation"]["reason"], "국수가 떨어졌어요");
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it was never refunded");
    }

    async fn a_lost_answer_of_the_gateway_is_looked_up(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_unknown").await.expect(202);
        assert_eq!(order["payment"]["status"], "unknown");
        for _ in 0..PATIENCE {
            let order = app.get(&format!("/orders/{}", order["id"].as_str().unwrap()), &customer).await.expect(200);
            if order["payment"]["status"] == "paid" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nobody looked it up");
    }

    async fn a_cafe_order_waits_at_the_counter(world) {
        let app = App::serve(world).await;
        let scene = app.world.scene(StoreKind::Cafe, None).await;
        let (owner, customer) = (app.session(scene.owner.clone()).await, app.session(scene.customer.clone()).await);
        let mut wish = super::app::order(&scene, 1, "tok_ok");
        wish.as_object_mut().unwrap().remove("address");
        let order = app.post_once("coffee", "/orders", &customer, wish).await.expect(201);
        let id = order["id"].as_str().unwrap();
        assert_eq!(order["delivery_fee"], 0);
        step(&app, &owner, id, "acceptance", json!({ "prep_minutes": 3 }), "accepted").await;
        app.post(&format!("/orders/{id}/packing-start"), &owner, json!({})).await.problem(409, "wrong_status");
        step(&app, &owner, id, "cooking-start", json!({}), "cooking").await;
        step(&app, &owner, id, "cooking-finish", json!({}), "ready").await;
        step(&app, &owner, id, "collection", json!({}), "collected").await;
    }

    async fn a_meal_kit_is_packed_and_shipped(world) {
        let app = App::serve(world).await;
        let scene = app.world.scene(StoreKind::MealKit, Some(3)).await;
        let (owner, customer) = (app.session(scene.owner.clone()).await, app.session(scene.customer.clone()).await);
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201);
        let id = order["id"].as_str().unwrap();
        step(&app, &owner, id, "acceptance", json!({ "prep_minutes": 60 }), "accepted").await;
        step(&app, &owner, id, "packing-start", json!({}), "packing").await;
        let parcel = json!({ "carrier": "CJ대한통운", "tracking_no": "6801-2345" });
        let shipped = step(&app, &owner, id, "shipment", parcel.clone(), "shipped").await;
        assert_eq!(shipped["shipment"], parcel);
        step(&app, &owner, id, "drop-off", json!({}), "delivered").await;
        step(&app, &customer, id, "receipt", json!({}), "completed").await;
    }
}

/// What is near, once the riders' board has caught up.
async fn deliveries(app: &App, rider: &Person) -> Value {
    for _ in 0..PATIENCE {
        let near = app.get("/deliveries", rider).await.expect(200);
        if near["items"] != json!([]) {
            return near;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nothing is near");
}
