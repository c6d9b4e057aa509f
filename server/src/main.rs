// Pages are deep types.
#![recursion_limit = "512"]

//! Reads the settings, starts what they say, and stops it gently.

mod greeting;

use clap::Parser;
use server::{
    config::{Config, ConfigError, LogConfig, Program, SandboxConfig, cli::Cli},
    demo::{self, History, LoadError, Loaded},
    sandbox::{self, SandboxError},
    telemetry, tls,
    wiring::{self, Running, StartError},
};
use std::{
    env, io,
    net::SocketAddr,
    num::NonZero,
    path::Path,
    process::{self, ExitCode},
    thread,
    time::Duration,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    task::AbortHandle,
};

/// An order is thousands of small allocations, handed from thread to thread: what the system's allocator does worst.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The settings are wrong; nothing was started.
const WRONG_SETTINGS: u8 = 2;
/// How long what blocks (hashing a password, reading a picture) may go on once everything else has ended.
const LAST_WORK: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let program = match settings() {
        Ok(program) => program,
        Err(wrong) => {
            eprintln!("hansang: {wrong}");
            return ExitCode::from(WRONG_SETTINGS);
        }
    };
    match run(program) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("hansang: {failed}");
            ExitCode::FAILURE
        }
    }
}

fn settings() -> Result<Program, ConfigError> {
    let text =
        |(name, value): (std::ffi::OsString, std::ffi::OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
    let program = Program::read(Cli::parse(), &env::vars_os().filter_map(text).collect(), Path::new("."))?;
    match &program {
        Program::Serve(config) => config.make_folders()?,
        Program::Sandbox(config) => config.make_folders()?,
    }
    Ok(program)
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("{0}")]
    Start(#[from] StartError),
    #[error("{0}")]
    Demo(#[from] LoadError),
    #[error("{0} cannot be listened on: {1}")]
    Listen(SocketAddr, io::Error),
    #[error("{0}")]
    Sandbox(#[from] SandboxError),
    #[error("it cannot go on: {0}")]
    Io(#[from] io::Error),
}

fn run(program: Program) -> Result<(), Failed> {
    // Pages stream from several tasks at once and were seen to hang on a single worker.
    let workers = thread::available_parallelism().map_or(4, NonZero::get).max(4);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    let ended = runtime.block_on(async {
        match program {
            Program::Serve(config) => serve(*config).await,
            Program::Sandbox(config) => serve_sandbox(config).await,
        }
    });
    runtime.shutdown_timeout(LAST_WORK);
    ended
}

async fn serve(config: Config) -> Result<(), Failed> {
    see_inside(&config.log);
    tls::install();
    let running = wiring::start(&config).await?;
    let history = if config.demo { load_demo(&config, &running).await? } else { None };
    greeting::say(&config, running.address, running.sandbox);
    let stop = async move {
        asked_to_stop().await;
        tracing::info!("stopping: what is under way is ended first");
        // It goes on at the next start, and nothing shall be kept waiting for it.
        if let Some(history) = history {
            history.abort();
        }
    };
    running.serve_until(stop).await;
    Ok(())
}

/// The neighbourhood is there before the first visitor; what was ordered in it happens while they look around.
async fn load_demo(config: &Config, running: &Running) -> Result<Option<AbortHandle>, Failed> {
    match demo::load(&running.backend, &*running.newcomers).await? {
        Loaded::Here(data) if config.payment.is_none() && config.alimtalk.is_none() => {
            Ok(Some(tokio::spawn(History::new(running.backend.clone(), data).happen()).abort_handle()))
        }
        Loaded::Here(_) => {
            tracing::info!("the demo has no past orders, because they would be paid for and told of through real services");
            Ok(None)
        }
        Loaded::OthersLiveHere => {
            tracing::warn!("the database has accounts already, so the demo was not added to it");
            Ok(None)
        }
    }
}

async fn serve_sandbox(config: SandboxConfig) -> Result<(), Failed> {
    see_inside(&config.log);
    let bound = async { TcpListener::bind(config.listen).await.and_then(|listener| Ok((listener.local_addr()?, listener))) };
    let (address, listener) = bound.await.map_err(|error| Failed::Listen(config.listen, error))?;
    greeting::say_sandbox(address);
    Ok(sandbox::serve(listener, &config.data, asked_to_stop()).await?)
}

fn see_inside(config: &LogConfig) {
    telemetry::log(config);
    telemetry::metrics();
    tokio::spawn(telemetry::keep_metrics_small());
}

/// By Ctrl-C, or SIGTERM as from a container's host. Asked twice, it stops at once.
async fn asked_to_stop() {
    asked_once().await;
    tokio::spawn(async {
        asked_once().await;
        process::exit(1);
    });
}

async fn asked_once() {
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard; only Ctrl-C stops this");
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
