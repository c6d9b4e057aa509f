use super::app::{App, order, reply, signed};
use crate::on_both_databases;
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::{Value, json};
use std::io::Cursor;

fn photo() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(1_600, 800)).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

on_both_databases! {
    async fn an_owner_changes_the_menu_and_everybody_sees_it(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let noodles = json!({ "name": "비빔국수", "price": 8500, "stock": 2, "option_groups": [
            { "name": "맵기", "min": 1, "max": 1, "choices": [{ "name": "순한맛" }, { "name": "매운맛", "price": 500 }] }] });
        let added = app.post(&format!("/stores/{}/menu-items", scene.store), &owner, noodles).await.expect(201);
        let item = added["id"].as_str().unwrap();
        assert_eq!((&added["stock"], &added["available"]), (&json!(2), &json!(true)));

        let mut wish = order(&scene, 1, "tok_ok");
        let spicy = &added["option_groups"][0]["choices"][1]["id"];
        wish["lines"] = json!([{ "menu_item_id": item, "quantity": 2, "choice_ids": [spicy], "expected_price": 9000 }]);
        app.post_once("1", "/orders", &customer, wish.clone()).await.expect(201);
        let sold_out = app.post_once("2", "/orders", &customer, wish.clone()).await;
        let problem = sold_out.problem(409, "cannot_order");
        assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("/lines/0"), &json!("out_of_stock")));
        assert_eq!(menu_item(&app, &scene, item).await["stock"], 0);

        let changed = app.send("PATCH", &format!("/menu-items/{item}"), &owner, json!({ "stock": null, "price": 9500 })).await.expect(200);
        assert_eq!((&changed["stock"], &changed["price"]), (&Value::Null, &json!(9500)));
        assert_eq!(changed["option_groups"], added["option_groups"], "what is left out stays");
        let dear = app.post_once("3", "/orders", &customer, wish).await;
        assert_eq!(dear.problem(409, "cannot_order")["errors"][0]["code"], "price_changed");

        let gone = app.send("PATCH", &format!("/menu-items/{item}"), &owner, json!({ "sold_out_until": "forever" })).await.expect(200);
        assert_eq!((&gone["available"], &gone["sold_out_until"]), (&json!(false), &json!("forever")));
        let back = app.send("PATCH", &format!("/menu-items/{item}"), &owner, json!({ "sold_out_until": null })).await.expect(200);
        assert_eq!(back["available"], true);
    }

    async fn while_the_catalogue_is_down_owners_are_answered_with_what_they_wrote(world) {
        let app = App::serve(world).await;
        let (scene, owner, _) = app.restaurant().await;
        app.get(&format!("/stores/{}", scene.store), None).await.expect(200);
        app.world.faults(json!({ "catalogue": { "down": true } })).await;
        // Longer than the sandbox's word is remembered.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let changed = app.send("PATCH", &format!("/menu-items/{}", scene.item), &owner, json!({ "price": 9_500, "stock": 7 })).await;
        let changed = changed.expect(200);
        assert_eq!((&changed["price"], &changed["stock"]), (&json!(9_500), &json!(7)));
        let new = json!({ "name": "만두", "price": 6_000 });
        let added = app.post(&format!("/stores/{}/menu-items", scene.store), &owner, new).await.expect(201);
        assert_eq!(added["name"], "만두");
        let paused = app.send("PATCH", &format!("/stores/{}", scene.store), &owner, json!({ "mode": "paused" })).await.expect(200);
        assert_eq!(paused["open"], false);
    }

    async fn a_paused_store_takes_no_orders(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let path = format!("/stores/{}", scene.store);
        let paused = app.send("PATCH", &path, &owner, json!({ "mode": "paused" })).await.expect(200);
        assert_eq!((&paused["open"], &paused["mode"]), (&json!(false), &json!("paused")));
        let refused = app.place(&scene, &customer, "tok_ok").await;
        assert_eq!(refused.problem(409, "cannot_order")["errors"][0]["code"], "store_closed");
        app.send("PATCH", &path, &owner, json!({ "mode": "normal" })).await.expect(200);
        app.place(&scene, &customer, "tok_ok").await.expect(201);
    }

    async fn what_makes_no_sense_is_refused(world) {
        let app = App::serve(world).await;
        let (scene, owner, _) = app.restaurant().await;
        let store = format!("/stores/{}", scene.store);
        app.send("PATCH", &store, &owner, json!({ "radius_m": 99 })).await.invalid("/radius_m");
        app.send("PATCH", &store, &owner, json!({ "mode_until": "2026-11-20T09:00:00Z" })).await.invalid("/mode_until");
        app.send("PATCH", &store, &owner, json!({ "hours": [{ "day": "mon", "open": "10:00", "close": "26:00" }] })).await.invalid("/hours/0/close");
        let item = json!({ "name": "국수", "price": 100, "option_groups": [{ "name": "맛", "min": 2, "max": 1, "choices": [{ "name": "하나" }] }] });
        app.post(&format!("{store}/menu-items"), &owner, item).await.invalid("/option_groups/0/min");
        app.post(&format!("{store}/menu-items"), &owner, json!({ "name": "국수", "price": -1 })).await.invalid("/price");
    }

    async fn a_photo_is_kept_small_and_served_for_ever(world) {
        let app = App::serve(world).await;
        let (scene, owner, _) = app.restaurant().await;
        let path = format!("/menu-items/{}/photo", scene.item);
        let put = |kind: &'static str, image: Vec<u8>| reply(signed(app.request("PUT", &path), Some(&owner)).header("content-type", kind).body(image));
        let item = put("image/png", photo()).await.expect(200);
        let url = item["photo_url"].as_str().unwrap();
        let served = app.request("GET", &format!("/{url}")).send().await.unwrap();
        assert_eq!(served.headers()["cache-control"], "public, max-age=31536000, immutable");
        let picture = image::load_from_memory(&served.bytes().await.unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), (1_280, 640));
        put("text/plain", photo()).await.problem(415, "unsupported_media_type");
        put("image/svg+xml", b"<svg/>".to_vec()).await.problem(415, "unsupported_media_type");
        put("image/png", vec![0; 9 * 1024 * 1024]).await.problem(413, "too_large");
    }
}

async fn menu_item(app: &App, scene: &crate::support::Scene, item: &str) -> Value {
    let store = app.get(&format!("/stores/{}", scene.store), None).await.expect(200);
    store["menu"].as_array().unwrap().iter().find(|entry| entry["id"] == item).unwrap().clone()
}
