use super::app::{App, reply};
use crate::on_both_databases;
use domain::Role;
use serde_json::json;

on_both_databases! {
    async fn another_site_changes_nothing(world) {
        let app = App::serve(world).await;
        let person = app.person(Role::Rider).await;
        let switch = |headers: &[(&'static str, &str)]| {
            let request = app.request("PUT", "/rider/availability").json(&json!({ "online": true }));
            let request = request.header("cookie", format!("hansang_session={}", person.token));
            reply(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)))
        };
        switch(&[("sec-fetch-site", "cross-site")]).await.problem(403, "forbidden");
        switch(&[("sec-fetch-site", "same-site")]).await.problem(403, "forbidden");
        switch(&[("origin", "https://evil.example")]).await.problem(403, "forbidden");
        switch(&[("sec-fetch-site", "same-origin")]).await.expect(204);
        switch(&[("origin", &format!("http://{}", app.address))]).await.expect(204);
    }

    async fn every_answer_carries_the_security_headers(world) {
        let app = App::serve(world).await;
        for path in ["/stores/7", "//health/live", "/top-menus"] {
            let answer = app.get(path, None).await;
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
            assert!(answer.header("content-security-policy").is_some() && answer.header("permissions-policy").is_some());
            assert_eq!(answer.header("strict-transport-security"), None, "not over plain HTTP");
        }
    }

    async fn what_is_long_comes_compressed_to_whoever_takes_it_but_no_stream_does(world) {
        let app = App::serve(world).await;
        let (scene, _, customer) = app.restaurant().await;
        let order = app.place(&scene, &customer, "tok_ok").await.expect(201)["id"].as_str().unwrap().to_owned();
        let encoding = |path: String, accepted: &'static str| {
            let request = app.request("GET", &path).header("accept-encoding", accepted).bearer_auth(&customer.token);
            async move { request.send().await.unwrap().headers().get("content-encoding").cloned() }
        };
        assert_eq!(encoding("/openapi.json".to_owned(), "br, gzip").await.unwrap(), "gzip");
        assert_eq!(encoding("/openapi.json".to_owned(), "identity").await, None);
        assert_eq!(encoding("/me".to_owned(), "gzip").await, None, "too short");
        assert_eq!(encoding(format!("/orders/{order}/live"), "gzip").await, None, "a stream");
    }

    async fn a_request_keeps_the_id_it_came_with(world) {
        let app = App::serve(world).await;
        let id = "018f7f4e-8a3b-7c11-9d55-0123456789ab";
        let brought = reply(app.request("GET", "/top-menus").header("x-correlation-id", id)).await;
        assert_eq!(brought.header("x-correlation-id"), Some(id));
        let made_up = reply(app.request("GET", "/top-menus").header("x-correlation-id", "drop table")).await;
        assert!(uuid::Uuid::parse_str(made_up.header("x-correlation-id").unwrap()).is_ok());
    }

    async fn the_program_tells_how_it_is(world) {
        let app = App::serve(world).await;
        app.get("//health/live", None).await.expect(200);
        app.get("//health/ready", None).await.expect(200);
        app.get("/top-menus", None).await.expect(200);
        let metrics = app.get("//metrics", None).await.expect(200);
        let text = metrics.as_str().unwrap();
        assert!(text.contains(r#"hansang_http_requests_total{method="GET",route="/api/v1/top-menus",status="200"}"#), "{text}");
        assert!(text.contains("hansang_http_seconds_bucket"));
    }

    async fn the_api_describes_itself(world) {
        let app = App::serve(world).await;
        let document = app.get("/openapi.json", None).await.expect(200);
        let paths = document["paths"].as_object().unwrap();
        assert!(paths.len() >= 30, "{}", paths.len());
        for stream in ["orders/{id}/live", "stores/{id}/live", "deliveries/live"] {
            let content = &document["paths"][format!("/api/v1/{stream}")]["get"]["responses"]["200"]["content"];
            assert!(content.get("text/event-stream").is_some(), "{stream}");
        }
        let placing = &document["paths"]["/api/v1/orders"]["post"];
        assert!(placing["description"].as_str().unwrap().ends_with("Who may call this: customer."));
        for status in ["201", "202", "400", "401", "402", "403", "409", "413", "415", "422", "503"] {
            assert!(placing["responses"].get(status).is_some(), "{status}");
        }
        let described = |operation: &serde_json::Value| {
            operation["responses"].as_object().unwrap().values().all(|response| response["description"].is_string())
        };
        assert!(paths.values().flat_map(|path| path.as_object().unwrap().values()).all(described));
        let page = reply(app.request("GET", "//api/docs/")).await;
        assert!(page.body.as_str().unwrap().contains("swagger-ui"));
        assert!(page.header("content-security-policy").unwrap().contains("style-src 'self' 'unsafe-inline'"));
    }
}
