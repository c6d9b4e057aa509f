use super::app::{App, reply};
use crate::on_both_databases;
use domain::Role;
use serde_json::json;

on_both_databases! {
    async fn a_session_lives_from_signing_in_to_signing_out(world) {
        let app = App::serve(world).await;
        let form = json!({ "email": "Kim@Hansang.test", "password": "a long password", "name": "김하윤", "phone": "010-1234-5678", "role": "customer" });
        let account = app.post("/accounts", None, form).await.expect(201);
        assert_eq!(account["role"], "customer");
        let session = app.post("/sessions", None, json!({ "email": "kim@hansang.test", "password": "a long password" })).await.expect(201);
        assert_eq!(session["account"], json!({ "id": account["id"], "role": "customer", "name": "김하윤" }));
        let with_token = |method, path| app.request(method, path).bearer_auth(session["token"].as_str().unwrap());
        let me = reply(with_token("GET", "/me")).await.expect(200);
        assert_eq!((&me["email"], &me["phone"]), (&json!("kim@hansang.test"), &json!("01012345678")));
        let by_cookie = app.request("GET", "/me").header("cookie", format!("hansang_session={}", session["token"].as_str().unwrap()));
        assert_eq!(reply(by_cookie).await.expect(200), me);
        reply(with_token("DELETE", "/sessions/current")).await.expect(204);
        reply(with_token("GET", "/me")).await.problem(401, "unauthenticated");
    }

    async fn a_session_ends_after_thirty_days(world) {
        let app = App::serve(world).await;
        let person = app.person(Role::Customer).await;
        app.world.pass(30 * 86_400 - 60);
        app.get("/me", &person).await.expect(200);
        app.world.pass(120);
        app.get("/me", &person).await.problem(401, "unauthenticated");
    }

    async fn nobody_signs_up_as_an_operator_or_with_half_a_form(world) {
        let app = App::serve(world).await;
        let form = |field: &str, value: &str| {
            let mut form = json!({ "email": "lee@hansang.test", "password": "a long password", "name": "이", "phone": "010-1234-5678", "role": "owner" });
            form[field] = json!(value);
            form
        };
        for (field, value) in [("role", "operator"), ("role", "king"), ("email", "lee"), ("password", "short"), ("phone", "119"), ("name", " ")] {
            app.post("/accounts", None, form(field, value)).await.invalid(&format!("/{field}"));
        }
        app.post("/accounts", None, json!({ "email": "lee@hansang.test" })).await.invalid("/password");
    }

    async fn guessing_a_password_is_stopped(world) {
        let app = App::serve(world).await;
        let email = app.email(&app.world.account(Role::Customer).await).await;
        let guess = |password| app.post("/sessions", None, json!({ "email": email, "password": password }));
        for _ in 0..10 {
            guess("wrong password").await.problem(401, "wrong_credentials");
        }
        let refused = guess("hansang-demo").await;
        refused.problem(429, "too_many_requests");
        assert!(refused.header("retry-after").unwrap().parse::<u32>().unwrap() <= 60);
        app.world.pass(61);
        guess("hansang-demo").await.expect(201);
    }

    async fn an_unknown_email_is_answered_like_a_wrong_password(world) {
        let app = App::serve(world).await;
        let email = app.email(&app.world.account(Role::Customer).await).await;
        let known = app.post("/sessions", None, json!({ "email": email, "password": "wrong password" })).await;
        let unknown = app.post("/sessions", None, json!({ "email": "nobody@hansang.test", "password": "wrong password" })).await;
        assert_eq!(known.problem(401, "wrong_credentials"), unknown.problem(401, "wrong_credentials"));
    }
}
