//! A store's page, for somebody new and for somebody whose page is rendered anew, beside two empty pages in the same run: one that is
//! nothing but Leptos, in a process of its own as well, and one of this program, an empty cart, with its routes, session, head and scripts.

use crate::{
    client::Client,
    figures::{Failure, line, title},
    program::{Program, free_address},
};
use axum::{Router, routing::get};
use leptos::prelude::*;
use std::{
    net::SocketAddr,
    process::{Child, Command},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

const CLIENTS: usize = 8;
const FOR: Duration = Duration::from_secs(4);

pub async fn measure(program: &Program) -> Result<(), Failure> {
    title("Pages rendered on the server");
    let empty = EmptyPage::start().await?;
    let path = format!("/stores/{}", program.store);
    // Twice in turn, so that neither has the warmer machine.
    let (mut nothing, mut ours, mut shared, mut compressed, mut anew) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for _ in 0..2 {
        nothing += rate(empty.address, "/", "").await? / 2.0;
        ours += rate(program.address, "/cart", "").await? / 2.0;
        shared += rate(program.address, &path, "").await? / 2.0;
        compressed += rate(program.address, &path, "Accept-Encoding: gzip, deflate, br, zstd\r\n").await? / 2.0;
        // With a cookie that nobody knows no page is shared.
        anew += rate(program.address, &path, "Cookie: anew=1\r\n").await? / 2.0;
    }
    line("an empty page of Leptos alone", format!("{nothing:.0} pages/s"));
    line("an empty page of this program", format!("{ours:.0} pages/s"));
    line("a store's page with its menu, shared", format!("{shared:.0} pages/s"));
    line("the same as browsers ask for it, compressed", format!("{compressed:.0} pages/s"));
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

/// This program again, as a child that serves one page.
struct EmptyPage {
    child: Child,
    address: SocketAddr,
}

impl EmptyPage {
    async fn start() -> Result<EmptyPage, Failure> {
        let address = free_address()?;
        let child = Command::new(std::env::current_exe()?).args([EMPTY_PAGE, &address.to_string()]).spawn()?;
        let page = EmptyPage { child, address };
        for _ in 0..100 {
            if Client::connect(address).await.is_ok() {
                return Ok(page);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Err("the empty page was not served".into())
    }
}

impl Drop for EmptyPage {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The argument that makes this program serve nothing but an empty page, at the address after it.
pub const EMPTY_PAGE: &str = "serve-empty-page";

pub async fn serve_empty_page(address: &str) -> Result<(), Failure> {
    // What the real program does when it lists its routes.
    let _ = leptos_axum::generate_route_list(|| ());
    let page = || view! { <!DOCTYPE html><html lang="ko"><head><title>"Empty"</title></head><body><main></main></body></html> };
    let router: Router = Router::new().route("/", get(leptos_axum::render_app_to_stream(page)));
    axum::serve(TcpListener::bind(address).await?, router).await?;
    Ok(())
}
