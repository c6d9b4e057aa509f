// Pages are deep types.
#![recursion_limit = "512"]

//! What Hansang reaches on this machine, as ratios and figures of one run: `bin/bench`.
//!
//! The log is measured in this process; everything else through the network, against the real program with demo data and its sandbox.
//! Client, server, sandbox and database share the machine, as they do for whoever compares.

mod client;
mod figures;
mod first_load;
mod log;
mod orders;
mod outage;
mod overload;
mod pages;
mod program;
mod tap;

use figures::Failure;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    server::tls::install();
    let only: Vec<String> = std::env::args().skip(1).collect();
    if let [pages::EMPTY_PAGE, address] = only.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return pages::serve_empty_page(address).await;
    }
    let wanted = |name: &str| only.is_empty() || only.iter().any(|part| part == name);
    if wanted("log") {
        log::measure().await?;
    }
    if wanted("first-load") {
        first_load::measure()?;
    }
    if ["orders", "pages", "tap", "overload", "outage"].iter().any(|part| wanted(part)) {
        let program = program::Program::start().await?;
        figures::title("Memory");
        figures::line("resident, idle", format!("{:.0} MB", program.resident_mb()?));
        if wanted("pages") {
            pages::measure(&program).await?;
        }
        if wanted("tap") {
            tap::measure(&program).await?;
        }
        if wanted("orders") {
            orders::measure(&program).await?;
        }
        if wanted("overload") {
            overload::measure(&program).await?;
        }
        // Only when it is asked for: it takes ten minutes.
        if only.iter().any(|part| part == "outage") {
            outage::measure(&program).await?;
        }
        figures::title("Memory");
        figures::line("resident after that load", format!("{:.0} MB", program.resident_mb()?));
        figures::line("most it ever was", format!("{:.0} MB", program.peak_mb()?));
    }
    Ok(())
}
