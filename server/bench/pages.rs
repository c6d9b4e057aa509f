//! A store's page, for somebody new and for somebody whose page is rendered anew, beside two empty pages in the same run: one that is
//! nothing but Leptos, and one of this program, an empty cart, with its routes, session, head and scripts.

use crate::{
    client::Client,
    figures::{Failure, line, title},
    program::Program,
};
use axum::{Router, routing::get};
use leptos::prelude::*;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

const CLIENTS: usize = 8;
const FOR: Duration = Duration::from_secs(4);

pub async fn measure(program: &Program) -> Result<(), Failure> {
    title("Pages rendered on the server");
    let empty = serve_empty_page().await?;
    let path = format!("/stores/{}", program.store);
    // Twice in turn, so that neither has the warmer machine.
    let (mut nothing, mut ours, mut shared, mut anew) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..2 {
        nothing += rate(empty, "/", "").await? / 2.0;
        ours += rate(program.address, "/cart", "").await? / 2.0;
        shared += rate(program.address, &path, "").await? / 2.0;
        // With a cookie that nobody knows no page is shared.
        anew += rate(program.address, &path, "Cookie: anew=1\r\n").await? / 2.0;
    }
    line("an empty page of Leptos alone", format!("{nothing:.0} pages/s"));
    line("an empty page of this program", format!("{ours:.0} pages/s"));
    line("a store's page with its menu, shared", format!("{shared:.0} pages/s"));
    line("a store's page with its menu, rendered anew", format!("{anew:.0} pages/s"));
    line("shared store page : Leptos alone", format!("{:.2} (aim: at least 0.33)", shared / nothing));
    line("store page rendered anew : Leptos alone", format!("{:.2}", anew / nothing));
    line("store page rendered anew : this program's empty page", format!("{:.2}", anew / ours));
    Ok(())
}

async fn rate(address: SocketAddr, path: &str, cookie: &str) -> Result<f64, Failure> {
    let begin = Instant::now();
    let path: Arc<str> = path.into();
    let headers: Arc<str> = format!("Accept: text/html\r\n{cookie}").into();
    let mut work = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let (mut client, path, headers) = (Client::connect(address).await?, path.clone(), headers.clone());
        work.spawn(async move {
            let mut pages = 0_u32;
            while begin.elapsed() < FOR {
                client.get(&path, &headers).await?.expect(200)?;
                pages += 1;
            }
            Ok::<_, Failure>(pages)
        });
    }
    let mut pages = 0;
    while let Some(done) = work.join_next().await {
        pages += done??;
    }
    Ok(f64::from(pages) / begin.elapsed().as_secs_f64())
}

async fn serve_empty_page() -> Result<SocketAddr, Failure> {
    // What the real program does when it lists its routes.
    let _ = leptos_axum::generate_route_list(|| ());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let page = || view! { <!DOCTYPE html><html lang="ko"><head><title>"Empty"</title></head><body><main></main></body></html> };
    let router: Router = Router::new().route("/", get(leptos_axum::render_app_to_stream(page)));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
