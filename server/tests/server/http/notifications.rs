use super::app::{App, Person};
use crate::{on_both_databases, support::PATIENCE};
use domain::Role;
use serde_json::{Value, json};
use std::time::Duration;

/// One's rows of the ledger once `wanted` holds, newest first.
async fn told(app: &App, who: &Person, wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
    for _ in 0..PATIENCE {
        let rows = app.get("/notifications?limit=100", who).await.expect(200)["items"].as_array().unwrap().clone();
        if !rows.is_empty() && rows.iter().all(&wanted) {
            return rows;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{}", app.get("/notifications?limit=100", who).await.body);
}

on_both_databases! {
    async fn everybody_sees_what_they_were_told_on_which_channel_and_whether_it_was_sent(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201);
        let number = order["number"].as_str().unwrap();
        for who in [&customer, &owner] {
            let rows = told(&app, who, |row| row["status"] == "sent").await;
            let mut channels: Vec<_> = rows.iter().map(|row| row["channel"].as_str().unwrap()).collect();
            channels.sort_unstable();
            assert_eq!(channels, ["alimtalk", "inbox"]);
            for row in rows {
                assert_eq!((&row["order_id"], &row["kind"]), (&order["id"], &json!("payment_confirmed")));
                assert!(row["text"].as_str().unwrap().contains(number), "{row:#}");
            }
        }
    }

    async fn nobody_sees_what_others_were_told_or_their_phone_numbers(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201);
        let of_customer = told(&app, &customer, |row| row["status"] == "sent").await;
        let of_owner = told(&app, &owner, |row| row["status"] == "sent").await;
        assert!(of_customer.iter().all(|row| of_owner.iter().all(|other| other["id"] != row["id"] && other["text"] != row["text"])));
        let stranger = app.person(Role::Customer).await;
        assert_eq!(app.get("/notifications", &stranger).await.expect(200)["items"], json!([]));

        let phone = app.get("/me", &customer).await.expect(200)["phone"].as_str().unwrap().to_owned();
        let id = order["id"].as_str().unwrap();
        for path in ["/notifications".to_owned(), format!("/orders/{id}"), format!("/orders/{id}/events"), format!("/stores/{}/orders", scene.store)] {
            let answer = app.get(&path, &owner).await.expect(200).to_string();
            assert!(!answer.contains(&phone), "{path}: {answer}");
        }
    }
}
