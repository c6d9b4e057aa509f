// Pages are deep types.
#![recursion_limit = "512"]

use std::{env, error::Error, num::NonZero, thread};

use server::{
    headers::secured,
    pages::{pages, site},
};
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn Error>> {
    // Pages stream from several tasks at once and were seen to hang on a single worker.
    let workers = thread::available_parallelism().map_or(4, NonZero::get).max(4);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    runtime.block_on(serve())
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let address = env::var("HANSANG_LISTEN").unwrap_or_else(|_| "127.0.0.1:8088".into());
    let listener = TcpListener::bind(&address).await?;
    println!("Hansang is at http://{address}");
    axum::serve(listener, secured(pages(site(), || ()))).await?;
    Ok(())
}
