use super::app::{App, Person};
use crate::on_both_databases;
use serde_json::Value;

/// All ids of a list, page by page.
async fn all(app: &App, path: &str, who: Option<&Person>, limit: usize) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app.get(&format!("{path}limit={limit}{cursor}"), who).await.expect(200);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        ids.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        match &page["next"] {
            Value::String(next) => cursor = format!("&cursor={}", next.replace('+', "%2B")),
            _ => return ids,
        }
    }
}

on_both_databases! {
    async fn lists_go_on_where_the_page_before_ended(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let mut placed = Vec::new();
        for _ in 0..5 {
            placed.push(app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned());
        }
        let oldest_first = all(&app, &format!("/stores/{}/orders?", scene.store), Some(&owner), 2).await;
        assert_eq!(oldest_first, placed);
        let newest_first = all(&app, "/orders?", Some(&customer), 2).await;
        assert_eq!(newest_first, placed.into_iter().rev().collect::<Vec<_>>());
        let told = all(&app, "/notifications?", Some(&owner), 3).await;
        assert_eq!(told.len(), 10, "in the inbox and on the phone");
    }

    async fn stores_come_in_pages_too(world) {
        let app = App::serve(world).await;
        for _ in 0..3 {
            app.restaurant().await;
        }
        let stores = all(&app, "/stores?lat=37.5667&lng=126.929&", None, 2).await;
        assert_eq!(stores.len(), 3);
        assert!(app.get("/stores?lat=35.16&lng=129.16", None).await.expect(200)["items"].as_array().unwrap().is_empty());
    }
}
