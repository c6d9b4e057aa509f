//! More comes than can be worked on: looking around is turned away at once, and whoever orders, cooks or signs in is served.

use super::app::{App, Reply, reply};
use crate::on_both_databases;
use futures::future::join_all;
use serde_json::json;
use server::http::Room;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

on_both_databases! {
    async fn a_crowd_that_looks_around_is_turned_away_while_orders_boards_and_sign_ins_are_served(world) {
        let app = App::with_room(world, Room::new(512, 2)).await;
        let (scene, owner, customer) = app.restaurant().await;
        let crowd = join_all((0..200).map(|_| reply(app.request("GET", &format!("/stores/{}", scene.store)))));
        let orders = join_all((0..10).map(|_| app.place(&scene, &customer, "tok_ok")));
        let board = format!("/stores/{}/orders", scene.store);
        let boards = join_all((0..10).map(|_| app.get(&board, &owner)));
        let email = app.email(&customer.account).await;
        let sign_in = app.post("/sessions", None, json!({ "email": email, "password": "hansang-demo" }));
        let (crowd, orders, boards, sign_in) = tokio::join!(crowd, orders, boards, sign_in);

        let (served, turned_away): (Vec<Reply>, Vec<Reply>) = crowd.into_iter().partition(|reply| reply.status == 200);
        assert!(!served.is_empty() && !turned_away.is_empty(), "{} of 200 were served", served.len());
        for reply in &turned_away {
            reply.problem(503, "overloaded");
            assert_eq!(reply.header("retry-after"), Some("1"));
        }
        for order in orders {
            assert_eq!(order.expect(201)["status"], "placed");
        }
        for board in boards {
            board.expect(200);
        }
        sign_in.expect(201);
        app.get(&format!("/stores/{}", scene.store), None).await.expect(200);
    }

    async fn what_a_page_consists_of_is_not_turned_away_with_those_who_look_around(world) {
        let app = App::with_room(world, Room::new(512, 0)).await;
        app.get("/stores", None).await.problem(503, "overloaded");
        let photo = format!("//photos/{}", uuid::Uuid::now_v7());
        for file in ["//fonts/gone.woff2", "//favicon-gone.svg", "//pkg/gone.wasm", "//food/gone.webp", &photo] {
            assert_eq!(app.get(file, None).await.status, 404, "{file}");
        }
    }

    async fn who_dawdles_over_a_body_keeps_nobody_from_their_place(world) {
        let app = App::with_room(world, Room::new(1, 1)).await;
        let mut dawdlers = Vec::new();
        for _ in 0..20 {
            let mut dawdler = TcpStream::connect(&app.address).await.unwrap();
            let head = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
            dawdler.write_all(head.as_bytes()).await.unwrap();
            dawdlers.push(dawdler);
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        app.get("/top-menus", None).await.expect(200);
        let mut answer = String::new();
        dawdlers[0].read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 400"), "in the end it is told so: {answer}");
    }

    async fn with_no_room_at_all_everybody_is_told_when_to_come_back_but_probes_are_answered(world) {
        let app = App::with_room(world, Room::new(0, 0)).await;
        for (method, path) in [("POST", "/orders"), ("GET", "/stores"), ("GET", "/me")] {
            let turned_away = app.send(method, path, None, json!({})).await;
            turned_away.problem(503, "overloaded");
            assert_eq!(turned_away.header("retry-after"), Some("1"));
        }
        app.get("//health/live", None).await.expect(200);
        app.get("//metrics", None).await.expect(200);
    }
}
