// Pages are deep types.
#![recursion_limit = "512"]

//! Kills Hansang under load, again and again, and judges what is left: `bin/chaos`.
//!
//! The program and its sandbox are processes of their own. What customers, stores and riders were told is in a journal that is synced before
//! it counts; what was charged is in the sandbox's ledger. Both are compared with the log, and the log with everything that is folded from it.

mod caller;
mod crowd;
mod journal;
mod judge;
mod options;
mod plant;
mod settling;
mod storm;
mod story;
mod tables;
mod tally;
mod town;
mod weather;

use caller::Caller;
use clap::Parser;
use crowd::Crowd;
use journal::Journal;
use options::Options;
use plant::Plant;
use rand::{SeedableRng, rngs::StdRng};
use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};
use storm::Storm;
use tally::Tally;
use town::Town;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let plant = match Plant::build(&options) {
        Ok(plant) => Arc::new(plant),
        Err(error) => {
            eprintln!("chaos: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = run(&options, &plant).await;
    match outcome {
        Ok(true) => {
            plant.clear_away();
            ExitCode::SUCCESS
        }
        Ok(false) => {
            println!("\nEverything is kept in {}", plant.folder().display());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("chaos: {error}\nEverything is kept in {}", plant.folder().display());
            ExitCode::FAILURE
        }
    }
}

/// Whether everything was as it must be.
async fn run(options: &Options, plant: &Arc<Plant>) -> Result<bool, Failure> {
    let seed = options.seed.unwrap_or_else(rand::random);
    println!("{} kills, {} orders, seed {seed}", options.kills, options.orders);
    let begin = Instant::now();
    let mut dice = StdRng::seed_from_u64(seed);
    let mut sandbox = plant.start_sandbox().await?;
    let caller = Caller::new(plant.url())?;
    let town = {
        let mut program = plant.start(&options.program, None)?;
        plant.until_ready(&mut program).await?;
        let town = Arc::new(Town::build(&caller, options.orders).await?);
        program.kill().await?;
        town
    };

    let tally = Arc::new(Tally::default());
    let journal = Journal::create(&plant.journal())?;
    let crowd = Crowd::gather(options, seed, &caller, &town, &journal, &tally);
    let storm = Storm::rage(options, plant, &mut sandbox, &tally, &mut dice).await?;
    let mut program = plant.start(&options.program, None)?;
    plant.until_ready(&mut program).await?;
    weather::clear(plant).await?;
    let missing = options.orders.saturating_sub(tally.orders());
    crowd.go_home(Duration::from_secs(180 + u64::from(missing / 40))).await?;
    println!("  {} killed, {} orders acknowledged; waiting for what is still under way", storm.kills(), tally.orders());
    settling::wait(plant).await?;

    let evidence = judge::Evidence::gather(plant, &town).await?;
    storm.print();
    let innocent = judge::judge(&evidence, &tally, &plant.complaints()?);
    println!("  {:.0} s in all", begin.elapsed().as_secs_f64());
    program.kill().await?;
    sandbox.kill().await?;
    Ok(innocent)
}
