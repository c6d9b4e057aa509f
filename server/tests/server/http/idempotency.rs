use super::app::{App, Person, order, reply, signed};
use crate::{on_both_databases, support::Scene};
use serde_json::json;

/// An order under the key `held` that waits to be paid; payment works again.
async fn held(app: &App, scene: &Scene, customer: &Person) -> String {
    app.world.faults(json!({ "payment": { "down": true } })).await;
    let busy = app.post_once("held", "/orders", customer, order(scene, 1, "tok_ok")).await;
    app.world.faults(json!({})).await;
    busy.problem(503, "payment_busy")["order_id"].as_str().unwrap().to_owned()
}

on_both_databases! {
    async fn the_same_order_sent_again_is_one_order(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let send = || app.post_once("dinner", "/orders", &customer, order(&scene, 1, "tok_ok"));
        let first = send().await;
        assert_eq!(first.header("idempotent-replay"), None);
        let again = send().await;
        assert_eq!(again.header("idempotent-replay"), Some("true"));
        assert_eq!(again.header("content-type"), Some("application/json"));
        assert_eq!(first.expect(201), again.expect(201));
        let other = app.post_once("dinner", "/orders", &customer, order(&scene, 2, "tok_ok")).await;
        other.problem(422, "idempotency_key_reused");
        let orders = app.get("/orders", &customer).await.expect(200);
        assert_eq!(orders["items"].as_array().unwrap().len(), 1);
    }

    async fn duplicates_at_the_same_moment_get_one_answer(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let sent = (0..8).map(|_| app.post_once("dinner", "/orders", &customer, order(&scene, 1, "tok_ok")));
        let replies = futures::future::join_all(sent).await;
        let replays = replies.iter().filter(|reply| reply.header("idempotent-replay").is_some()).count();
        assert_eq!(replays, 7);
        let ids: std::collections::HashSet<_> = replies.into_iter().map(|reply| reply.expect(201)["id"].to_string()).collect();
        assert_eq!(ids.len(), 1);
    }

    async fn a_refusal_is_an_answer_too(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let send = || app.post_once("declined", "/orders", &customer, order(&scene, 1, "tok_declined"));
        send().await.problem(402, "payment_declined");
        let again = send().await;
        again.problem(402, "payment_declined");
        assert_eq!(again.header("idempotent-replay"), Some("true"));
    }

    async fn a_held_order_is_paid_once_however_often_its_payment_is_sent(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let held = held(&app, &scene, &customer).await;
        let path = format!("/orders/{held}/payment");
        let pay = || app.post_once("pay", &path, &customer, json!({ "method": "card", "token": "tok_ok" }));
        let paid = pay().await.expect(201);
        // As after a crash before the answer was saved: the log knows what became of it.
        app.world.execute("DELETE FROM saved_answer").await;
        let again = pay().await;
        assert_eq!(again.header("idempotent-replay"), Some("true"));
        assert_eq!(again.expect(201), paid);
        assert_eq!(app.world.ledger(held.parse().unwrap()).await.len(), 1);
    }

    async fn whoever_hangs_up_while_paying_a_held_order_hears_later_how_it_went(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let held = held(&app, &scene, &customer).await;
        let path = format!("/orders/{held}/payment");
        let pay = || app.post_once("pay", &path, &customer, json!({ "method": "card", "token": "tok_slow" }));
        assert!(tokio::time::timeout(std::time::Duration::from_secs(1), pay()).await.is_err());
        assert_eq!(pay().await.expect(201)["status"], "placed");
        assert_eq!(app.world.ledger(held.parse().unwrap()).await.len(), 1);
    }

    async fn a_key_stands_for_its_body_even_if_its_answer_was_to_come_back(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        held(&app, &scene, &customer).await;
        app.post_once("held", "/orders", &customer, order(&scene, 2, "tok_ok")).await.problem(422, "idempotency_key_reused");
        // As after a crash before anything was saved.
        app.world.execute("DELETE FROM saved_answer").await;
        app.post_once("held", "/orders", &customer, order(&scene, 2, "tok_ok")).await.problem(422, "idempotency_key_reused");
        app.post_once("held", "/orders", &customer, order(&scene, 1, "tok_ok")).await.expect(201);
    }

    async fn what_was_done_before_a_crash_is_answered_as_a_replay(world) {
        let app = App::serve(world).await;
        let (scene, owner, customer) = app.restaurant().await;
        let placed = app.place(&scene, &customer, "tok_ok").await.expect(201);
        let path = format!("/orders/{}/acceptance", placed["id"].as_str().unwrap());
        let accept = || app.post_once("accept", &path, &owner, json!({ "prep_minutes": 10 }));
        let accepted = accept().await;
        assert_eq!(accepted.header("idempotent-replay"), None);
        app.world.execute("DELETE FROM saved_answer").await;
        let again = accept().await;
        assert_eq!(again.header("idempotent-replay"), Some("true"));
        assert_eq!(again.expect(200), accepted.expect(200));
    }

    async fn an_order_needs_a_key(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        app.post("/orders", &customer, order(&scene, 1, "tok_ok")).await.invalid("/Idempotency-Key");
        let long = "k".repeat(256);
        app.post_once(&long, "/orders", &customer, order(&scene, 1, "tok_ok")).await.invalid("/Idempotency-Key");
        app.post_once(&long[1..], "/orders", &customer, order(&scene, 1, "tok_ok")).await.expect(201);
    }

    async fn keys_of_different_people_have_nothing_to_do_with_each_other(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let other = app.person(domain::Role::Customer).await;
        let mine = app.post_once("1", "/orders", &customer, order(&scene, 1, "tok_ok")).await.expect(201);
        let theirs = app.post_once("1", "/orders", &other, order(&scene, 1, "tok_ok")).await.expect(201);
        assert_ne!(mine["id"], theirs["id"]);
    }

    async fn a_store_opened_twice_is_one_store(world) {
        let app = App::serve(world).await;
        let owner = app.person(domain::Role::Owner).await;
        let store = json!({ "name": "봄날", "kind": "cafe", "address": { "line": "연희로 1", "lat": 37.5, "lng": 126.9 },
            "radius_m": 1500, "min_order": 0, "delivery_fee": 0 });
        let first = app.post_once("open", "/stores", &owner, store.clone()).await.expect(201);
        let again = app.post_once("open", "/stores", &owner, store).await.expect(201);
        assert_eq!(first, again);
    }

    async fn signing_up_twice_with_a_key_is_one_account(world) {
        let app = App::serve(world).await;
        let form = json!({ "email": "twice@hansang.test", "password": "a long password", "name": "두번", "phone": "010-1234-5678", "role": "customer" });
        let send = || reply(signed(app.request("POST", "/accounts"), None).header("idempotency-key", "me").json(&form));
        let first = send().await.expect(201);
        assert_eq!(send().await.expect(201), first);
        app.post("/accounts", None, form.clone()).await.problem(409, "email_taken");
    }

    async fn signing_up_again_after_a_restart_finds_the_account_it_made(world) {
        let form = json!({ "email": "twice@hansang.test", "password": "a long password", "name": "두번", "phone": "010-1234-5678", "role": "customer" });
        let send = |app: &App, form| reply(signed(app.request("POST", "/accounts"), None).header("idempotency-key", "me").json(&form));
        let app = App::serve(world).await;
        let first = send(&app, form.clone()).await.expect(201);
        let app = App::serve(app.world).await;
        for (field, other) in [("password", "another password"), ("email", "third@hansang.test"), ("role", "owner")] {
            let mut form = form.clone();
            form[field] = json!(other);
            send(&app, form).await.problem(422, "idempotency_key_reused");
        }
        assert_eq!(send(&app, form.clone()).await.expect(201), first);
        assert_eq!(app.world.count("SELECT COUNT(*) FROM account").await, 1);

        // Nobody guesses a password this way either.
        let app = App::serve(app.world).await;
        let mut guess = form.clone();
        guess["password"] = json!("a wild guess");
        for _ in 1..10 {
            send(&app, guess.clone()).await.problem(422, "idempotency_key_reused");
        }
        send(&app, guess).await.problem(429, "too_many_requests");
        app.world.pass(61);
        send(&app, form).await.expect(201);
    }

    async fn signing_in_twice_with_a_key_is_one_session_and_its_token_is_on_no_disk(world) {
        let app = App::serve(world).await;
        let customer = app.person(domain::Role::Customer).await;
        let form = json!({ "email": app.email(&customer.account).await, "password": "hansang-demo" });
        // Whoever has a session already may begin another.
        for who in [None, Some(&customer)] {
            let send = |form| reply(signed(app.request("POST", "/sessions"), who).header("idempotency-key", "here").json(form));
            let first = send(&form).await.expect(201);
            let again = send(&form).await;
            assert_eq!(again.header("idempotent-replay"), Some("true"));
            assert_eq!(again.expect(201), first);
            let other = json!({ "email": form["email"], "password": "a wrong password" });
            send(&other).await.problem(422, "idempotency_key_reused");
        }
        assert_eq!(app.world.count("SELECT COUNT(*) FROM session").await, 3);
        assert_eq!(app.world.count("SELECT COUNT(*) FROM saved_answer").await, 0);
    }

    async fn a_wrong_password_is_no_answer_to_keep(world) {
        let app = App::serve(world).await;
        let email = app.email(&app.world.account(domain::Role::Customer).await).await;
        let send = |password| {
            let form = json!({ "email": email, "password": password });
            reply(signed(app.request("POST", "/sessions"), None).header("idempotency-key", "here").json(&form))
        };
        send("a wrong password").await.problem(401, "wrong_credentials");
        send("hansang-demo").await.expect(201);
    }
}
