use super::app::{App, order, reply, signed};
use crate::on_both_databases;
use serde_json::{Value, json};

on_both_databases! {
    async fn bad_orders_are_told_what_is_wrong(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let wrong: [(&str, &str, Value); 9] = [
            ("/lines/0/quantity", "/lines/0/quantity", json!(0)),
            ("/lines/0/quantity", "/lines/0/quantity", json!("two")),
            ("/lines/0/menu_item_id", "/lines/0/menu_item_id", json!("noodles")),
            ("/lines", "/lines", json!([])),
            ("/lines", "/lines", json!("all")),
            ("/store_id", "/store_id", json!(7)),
            ("/payment/method", "/payment/method", json!("cash")),
            ("/payment/token", "/payment/token", json!("")),
            ("/address", "/address", json!({ "line": "연희로", "lat": 91, "lng": 0 })),
        ];
        for (index, (place, pointer, value)) in wrong.into_iter().enumerate() {
            let mut wish = order(&scene, 1, "tok_ok");
            *wish.pointer_mut(place).unwrap() = value;
            let refused = app.post_once(&index.to_string(), "/orders", &customer, wish).await;
            refused.invalid(pointer);
        }
        let mut nowhere = order(&scene, 1, "tok_ok");
        nowhere["address"] = Value::Null;
        app.post_once("nowhere", "/orders", &customer, nowhere).await.invalid("/address");
        let mut far = order(&scene, 1, "tok_ok");
        far["address"] = json!({ "line": "부산 해운대로 1", "lat": 35.16, "lng": 129.16 });
        let far = app.post_once("far", "/orders", &customer, far).await;
        assert_eq!(far.problem(409, "cannot_order")["errors"][0]["code"], "out_of_area");
    }

    async fn a_method_that_an_address_does_not_take_is_told_so(world) {
        let app = App::serve(world).await;
        for (method, path) in [("DELETE", "/orders"), ("POST", "/me"), ("PUT", "/sessions")] {
            app.send(method, path, None, json!({})).await.problem(405, "method_not_allowed");
        }
    }

    async fn what_was_left_blank_or_null_says_nothing_and_empties_what_it_changes(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let mut wish = order(&scene, 1, "tok_ok");
        wish["address"]["detail"] = json!("");
        app.post_once("blank", "/orders", &customer, wish).await.expect(201);
        let items = format!("/stores/{}/menu-items", scene.store);
        let item = app.post(&items, &owner, json!({ "name": "만두", "description": "", "price": 6_000 })).await.expect(201);
        let item = format!("/menu-items/{}", item["id"].as_str().unwrap());
        for empty in [json!(null), json!(" ")] {
            let described = app.send("PATCH", &item, &owner, json!({ "description": "고기만두" })).await.expect(200);
            assert_eq!(described["description"], "고기만두");
            let emptied = app.send("PATCH", &item, &owner, json!({ "description": empty })).await.expect(200);
            assert!(emptied["description"].as_str().unwrap_or_default().is_empty());
        }
        let store = format!("/stores/{}", scene.store);
        let hours = json!([{ "day": "mon", "open": "10:00", "close": "21:30" }]);
        assert_eq!(app.send("PATCH", &store, &owner, json!({ "hours": hours })).await.expect(200)["hours"], hours);
        let kept = app.send("PATCH", &store, &owner, json!({ "radius_m": 2_000 })).await.expect(200);
        assert_eq!(kept["hours"], hours, "left out stays");
        assert!(app.send("PATCH", &store, &owner, json!({ "hours": null })).await.expect(200)["hours"].is_null());
    }

    async fn bodies_that_are_no_json_are_told_so(world) {
        let app = App::serve(world).await;
        let post = |kind: &'static str, body: String| reply(app.request("POST", "/sessions").header("content-type", kind).body(body));
        post("application/json", "{".to_owned()).await.problem(400, "malformed");
        post("application/json", "{} {}".to_owned()).await.problem(400, "malformed");
        post("application/json", String::new()).await.problem(400, "malformed");
        post("text/plain", "{}".to_owned()).await.problem(415, "unsupported_media_type");
        post("application/json", "[]".to_owned()).await.problem(422, "invalid");
        post("application/json", format!("\"{}\"", "x".repeat(1024 * 1024))).await.problem(413, "too_large");
        post("application/json; charset=utf-8", r#"{ "email": "a@b.cd", "password": "x", "more": 1 }"#.to_owned())
            .await
            .problem(401, "wrong_credentials");
    }

    async fn a_body_of_unknown_length_is_cut_off(world) {
        let app = App::serve(world).await;
        let piece = || Ok::<_, std::io::Error>("x".repeat(64 * 1024));
        let endless = reqwest::Body::wrap_stream(futures::stream::iter((0..32).map(move |_| piece())));
        let request = app.request("POST", "/sessions").header("content-type", "application/json").body(endless);
        reply(request).await.problem(413, "too_large");
    }

    async fn what_is_no_id_names_nothing(world) {
        let app = App::serve(world).await;
        let (_, owner, customer) = app.restaurant().await;
        app.get("/stores/7", None).await.problem(404, "not_found");
        app.get("/stores/018f7f4e-8a3b-7c11-9d55-0123456789ab", None).await.problem(404, "not_found");
        app.get("/orders/x", &customer).await.problem(404, "not_found");
        app.post("/orders/x/acceptance", &owner, json!({ "prep_minutes": 10 })).await.problem(404, "not_found");
        app.get("/nothing", None).await.problem(404, "not_found");
    }

    async fn parameters_are_checked(world) {
        let app = App::serve(world).await;
        let (scene, owner, _) = app.restaurant().await;
        app.get("/stores", None).await.invalid("/lat");
        app.get("/stores?lat=37.5", None).await.invalid("/lng");
        app.get("/stores?lat=north&lng=126.9", None).await.invalid("/lat");
        app.get("/stores?lat=91&lng=126.9", None).await.invalid("/lat");
        app.get("/stores?lat=37.5&lng=126.9&kind=bakery", None).await.invalid("/kind");
        app.get("/top-menus?by=taste", None).await.invalid("/by");
        for limit in ["0", "101", "-1", "many"] {
            app.get(&format!("/top-menus?limit={limit}"), None).await.invalid("/limit");
        }
        app.get(&format!("/stores/{}/orders?status=placed,eaten", scene.store), &owner).await.invalid("/status");
        app.get(&format!("/stores/{}/orders?cursor=%00", scene.store), &owner).await.problem(422, "invalid");
    }

    async fn what_may_be_left_out_may_be_left_out(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let id = app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned();
        let bare = signed(app.request("POST", &format!("/orders/{id}/cancellation")), Some(&customer));
        assert_eq!(reply(bare).await.expect(200)["status"], "cancelled");
    }
}
