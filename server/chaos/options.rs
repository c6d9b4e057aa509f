use clap::Parser;
use std::path::PathBuf;

/// Kills Hansang under load, starts it again, and judges what is left.
#[derive(Debug, Parser)]
#[command(name = "bin/chaos")]
pub struct Options {
    /// How often it is killed
    #[arg(long, default_value_t = 100)]
    pub kills: u32,

    /// How many orders customers are told of before it ends
    #[arg(long, default_value_t = 10_000)]
    pub orders: u32,

    /// The same seed makes the same choices; when they meet what is up to the machine
    #[arg(long)]
    pub seed: Option<u64>,

    /// Orders under way at once
    #[arg(long, default_value_t = 24)]
    pub at_once: usize,

    /// postgres://… [default: SQLite]
    #[arg(long, value_name = "DATABASE")]
    pub database: Option<String>,

    /// What is killed at random moments
    #[arg(long, value_name = "PROGRAM", default_value = "target/release/hansang")]
    pub program: PathBuf,

    /// What is killed at named points, every other time: a build with debug assertions. Left out: only random moments
    #[arg(long, value_name = "PROGRAM")]
    pub with_points: Option<PathBuf>,
}
