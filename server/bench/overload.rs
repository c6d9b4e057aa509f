//! A crowd looks around while customers order: what it costs those who order, and how many of the crowd are turned away.

use crate::{
    client::Client,
    figures::{Failure, line, title},
    orders,
    program::Program,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::{task::JoinSet, time::sleep};

const CUSTOMERS: usize = 8;
/// Each looks at a store again and again, and comes back after a second when turned away.
const CROWD: usize = 1_000;

#[derive(Default)]
struct Crowd {
    served: AtomicU64,
    turned_away: AtomicU64,
}

pub async fn measure(program: &Program) -> Result<(), Failure> {
    title(&format!("{CUSTOMERS} customers order while a crowd of {CROWD} looks around"));
    let alone = orders::place(program, CUSTOMERS).await?;
    let crowd: Arc<Crowd> = Arc::default();
    let begin = Instant::now();
    let mut people = JoinSet::new();
    for _ in 0..CROWD {
        let (client, path, crowd) = (program.client().await?, format!("/stores/{}", program.store), crowd.clone());
        people.spawn(look_around(client, path, crowd));
    }
    let beside = orders::place(program, CUSTOMERS).await?;
    people.abort_all();
    let seconds = begin.elapsed().as_secs_f64();
    let rate = |count: &AtomicU64| count.load(Relaxed) as f64 / seconds;
    line("nobody else there", alone);
    line("beside the crowd", beside);
    line("pages for the crowd", format!("{:.0}/s, {:.0}/s turned away", rate(&crowd.served), rate(&crowd.turned_away)));
    Ok(())
}

async fn look_around(mut client: Client, path: String, crowd: Arc<Crowd>) {
    while let Ok(answer) = client.get(&path, "Accept: text/html\r\n").await {
        if answer.status == 200 {
            crowd.served.fetch_add(1, Relaxed);
        } else {
            crowd.turned_away.fetch_add(1, Relaxed);
            sleep(Duration::from_secs(answer.retry_after().unwrap_or(1))).await;
        }
    }
}
