//! What open streams send, and what those hear who come back.

use super::app::{App, Person};
use crate::on_both_databases;
use domain::Role;
use futures::{Stream, StreamExt};
use serde_json::{Value, json};
use std::{pin::Pin, time::Duration};
use tokio::time::timeout;

/// An open stream, read event by event.
struct Ear {
    bytes: Pin<Box<dyn Stream<Item = reqwest::Result<Vec<u8>>> + Send>>,
    heard: String,
}

#[derive(Debug)]
struct Heard {
    kind: String,
    id: Option<String>,
    data: Value,
}

impl Ear {
    async fn open(app: &App, path: &str, who: &Person, last: Option<&str>) -> Ear {
        let request = app.request("GET", path).bearer_auth(&who.token);
        let request = last.into_iter().fold(request, |request, last| request.header("last-event-id", last));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let bytes = Box::pin(answer.bytes_stream().map(|piece| piece.map(|piece| piece.to_vec())));
        Ear { bytes, heard: String::new() }
    }

    /// None: the stream has ended.
    async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some((block, rest)) = self.heard.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.heard = rest;
                let field =
                    |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(|text| text.trim().to_owned());
                // A comment keeps the stream open.
                let Some(kind) = field("event:") else { continue };
                return Some(Heard { kind, id: field("id:"), data: serde_json::from_str(&field("data:").unwrap()).unwrap() });
            }
            let piece = timeout(Duration::from_secs(10), self.bytes.next()).await.expect("nothing is heard")?;
            self.heard.push_str(std::str::from_utf8(&piece.ok()?).unwrap());
        }
    }

    /// The statuses of so many orders, and the last id.
    async fn statuses(&mut self, count: usize) -> (Vec<String>, Option<String>) {
        let (mut statuses, mut last) = (Vec::new(), None);
        for _ in 0..count {
            let Heard { kind, id, data } = self.next().await.expect("the stream has ended");
            assert_eq!(kind, "order");
            statuses.push(data["status"].as_str().unwrap().to_owned());
            last = id.or(last);
        }
        (statuses, last)
    }

    /// Next comes the list of all that may be claimed.
    async fn nearby(&mut self, orders: &[&String]) {
        let Heard { kind, data, .. } = self.next().await.expect("the stream has ended");
        assert_eq!((kind.as_str(), data), ("nearby", json!({ "order_ids": orders })));
    }
}

async fn step(app: &App, who: &Person, order: &str, step: &str, body: Value) {
    app.post(&format!("/orders/{order}/{step}"), who, body).await.expect(200);
}

on_both_databases! {
    async fn an_order_is_followed_version_by_version_also_by_who_was_away(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned();
        let path = format!("/orders/{order}/live");
        let mut ear = Ear::open(&app, &path, &customer, None).await;
        let (now, version) = ear.statuses(1).await;
        assert_eq!((now, version.as_deref()), (vec!["placed".to_owned()], Some("2")), "as it is, at once");
        step(&app, &owner, &order, "acceptance", json!({ "prep_minutes": 10 })).await;
        assert_eq!(ear.statuses(1).await, (vec!["accepted".to_owned()], Some("3".to_owned())));
        drop(ear);
        step(&app, &owner, &order, "cooking-start", json!({})).await;
        step(&app, &owner, &order, "cooking-finish", json!({})).await;
        for (path, last) in [(path.clone(), Some("3")), (format!("{path}?after=3"), None), (format!("{path}?after=1"), Some("3"))] {
            let mut back = Ear::open(&app, &path, &customer, last).await;
            assert_eq!(back.statuses(2).await, (vec!["cooking".to_owned(), "ready".to_owned()], Some("5".to_owned())), "{path}");
        }
    }

    async fn a_store_hears_of_all_its_orders_also_after_it_was_away(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let place = || async { app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned() };
        let first = place().await;
        place().await;
        let path = format!("/stores/{}/live", scene.store);
        let mut ear = Ear::open(&app, &path, &owner, None).await;
        let half = ear.next().await.unwrap();
        assert_eq!((half.kind.as_str(), half.id), ("order", None), "not yet all that there is");
        let (_, position) = ear.statuses(1).await;
        drop(ear);
        step(&app, &owner, &first, "acceptance", json!({ "prep_minutes": 10 })).await;
        place().await;
        let mut back = Ear::open(&app, &path, &owner, position.as_deref()).await;
        assert_eq!(back.statuses(2).await.0, ["accepted", "placed"], "what happened meanwhile, once");
        app.place(&scene, &customer, "tok_declined").await.problem(402, "payment_declined");
        step(&app, &owner, &first, "cooking-start", json!({})).await;
        assert_eq!(back.statuses(1).await.0, ["cooking"], "and nothing of what is no deal");
    }

    async fn a_page_that_has_the_orders_of_a_store_hears_all_that_came_after_them(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned();
        let position = app.world.storage.queries.store_position(&owner.account, scene.store).await.unwrap();
        app.post(&format!("/orders/{order}/cancellation"), &customer, json!({ "reason": "다음에 먹을게요" })).await.expect(200);
        let mut ear = Ear::open(&app, &format!("/stores/{}/live?after={position}", scene.store), &owner, None).await;
        assert_eq!(ear.statuses(1).await.0, ["cancelled"], "also of what is not open any more");
    }

    async fn riders_hear_what_may_be_claimed_and_what_no_longer_may(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let (rider, other) = (app.person(Role::Rider).await, app.person(Role::Rider).await);
        let mut ear = Ear::open(&app, "/deliveries/live", &rider, None).await;
        ear.nearby(&[]).await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned();
        step(&app, &owner, &order, "acceptance", json!({ "prep_minutes": 10 })).await;
        step(&app, &owner, &order, "cooking-start", json!({})).await;
        step(&app, &owner, &order, "cooking-finish", json!({})).await;
        let ready = ear.next().await.unwrap();
        assert_eq!((ready.kind.as_str(), &ready.data["available"], &ready.data["order_id"]), ("delivery", &json!(true), &json!(order)));
        assert_eq!(ready.data["delivery"]["drop_off_area"], "연희로 12길", "no door before it is theirs");
        let mut late = Ear::open(&app, "/deliveries/live", &rider, None).await;
        assert_eq!(late.next().await.unwrap().data["order_id"], json!(order), "what there is, at once");
        late.nearby(&[&order]).await;
        Ear::open(&app, "/deliveries/live?lat=35.1&lng=129.1", &rider, None).await.nearby(&[]).await;
        app.post(&format!("/deliveries/{order}/claim"), &other, json!({})).await.expect(200);
        let gone = ear.next().await.unwrap();
        assert_eq!((&gone.data["available"], &gone.data["order_id"]), (&json!(false), &json!(order)));
        Ear::open(&app, "/deliveries/live", &rider, None).await.nearby(&[]).await;
    }

    async fn a_session_that_has_ended_hears_of_nothing_any_more(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned();
        let mut ear = Ear::open(&app, &format!("/orders/{order}/live"), &customer, None).await;
        ear.statuses(1).await;
        app.send("DELETE", "/sessions/current", &customer, json!({})).await.expect(204);
        step(&app, &owner, &order, "acceptance", json!({ "prep_minutes": 10 })).await;
        assert!(ear.next().await.is_none());
    }
}
