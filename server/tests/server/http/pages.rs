use super::app::{App, Person};
use crate::{on_both_databases, support::Directory};
use serde_json::{Value, json};
use server::{config::Config, demo, tls, wiring};
use tokio::task::JoinSet;

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

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_with_nothing_on_it_is_not_found_and_says_so_in_its_title() {
    tls::install();
    let data = Directory::new();
    let running = wiring::start(&Config::in_folder(data.path()).unwrap()).await.unwrap();
    let base = format!("http://{}", running.address);
    tokio::spawn(running.serve_until(std::future::pending()));
    let client = reqwest::Client::new();
    let nothing = ["/orders/xyz", "/stores/abc", "/stores/018f7f4e-8a3b-7c11-9d55-0123456789ab"];
    for (path, ko, en) in nothing
        .map(|path| (path, "찾으시는 것이 없어요", "Nothing here for you"))
        .into_iter()
        .chain(["/stores//", "/orders//", "/nowhere"].map(|path| (path, "없는 페이지", "Not found")))
    {
        for (lang, title) in [("ko", format!("<title>{ko} · 한상</title>")), ("en", format!("<title>{en} · Hansang</title>"))]
        {
            let screen = client.get(format!("{base}{path}")).header("cookie", format!("lang={lang}")).send().await.unwrap();
            assert_eq!(screen.status().as_u16(), 404, "{path} {lang}");
            let html = screen.text().await.unwrap();
            assert!(html.contains(&title), "{path} {lang}: {:?}", html.split("</title>").next());
        }
    }
}

/// A page is rendered on one thread and often ends on another, where what a browser alone may hold cannot be let go of.
#[tokio::test(flavor = "multi_thread")]
async fn a_screen_with_a_sheet_is_whole_whichever_threads_it_passes_through() {
    tls::install();
    let data = Directory::new();
    let running = wiring::start(&Config::in_folder(data.path()).unwrap()).await.unwrap();
    demo::load(&running.backend, &*running.newcomers).await.unwrap();
    let base = format!("http://{}", running.address);
    tokio::spawn(running.serve_until(std::future::pending()));
    let get = async |path: &str| reqwest::get(format!("{base}{path}")).await.unwrap().json::<Value>().await.unwrap();
    let stores = get("/api/v1/stores?lat=37.5667&lng=126.929&limit=1").await;
    let id = stores["items"][0]["id"].as_str().unwrap();
    let store = get(&format!("/api/v1/stores/{id}")).await;
    let item = &store["menu"][0];
    let path = format!("{base}/stores/{id}?item={}", item["id"].as_str().unwrap());
    // A page of somebody's own: those of visitors are kept for a second.
    let who = json!({ "email": "customer@hansang.test", "password": "hansang-demo" });
    let session = reqwest::Client::new().post(format!("{base}/api/v1/sessions")).json(&who).send().await.unwrap();
    let cookie = format!("hansang_session={}", session.json::<Value>().await.unwrap()["token"].as_str().unwrap());

    let mut askers = JoinSet::new();
    for _ in 0..8 {
        let (path, cookie) = (path.clone(), cookie.clone());
        askers.spawn(async move {
            for _ in 0..25 {
                // A connection each: one that broke would be made anew unseen.
                let client = reqwest::Client::new();
                let screen = client.get(&path).header("cookie", &cookie).header("accept-encoding", "gzip").send().await.unwrap();
                assert_eq!(screen.status().as_u16(), 200);
                assert!(!screen.bytes().await.unwrap().is_empty());
            }
        });
    }
    askers.join_all().await;
}
