//! The processes: where they are, how they are started, and how they are killed.

use super::{Failure, caller::client, options::Options};
use rand::Rng;
use server::database::DatabaseUrl;
use std::{
    fs::{File, OpenOptions},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};
use tokio::process::{Child, Command};
use uuid::Uuid;

/// Seconds. Short, so that deadlines pass while it is watched; the first is long enough for a store to answer between two kills.
const DEADLINES: [(&str, &str); 3] =
    [("--deadlines-accept", "8"), ("--deadlines-payment-hold", "6"), ("--deadlines-auto-receipt", "3")];

/// A panic of anything, a batch of the log that was lost, a message that was dropped.
const INEXCUSABLE: [&str; 3] = ["panicked at", "a batch could not be written", "a message is given up"];

const UNTIL_READY: Duration = Duration::from_secs(60);

pub struct Plant {
    folder: PathBuf,
    binary_of_sandbox: PathBuf,
    address: SocketAddr,
    sandbox: SocketAddr,
    pub database: DatabaseUrl,
}

pub struct Process {
    child: Child,
    began: Instant,
}

impl Plant {
    pub fn build(options: &Options) -> Result<Plant, Failure> {
        for program in options.with_points.iter().chain([&options.program]) {
            if !program.exists() {
                return Err(format!("{} is missing; bin/chaos builds it", program.display()).into());
            }
        }
        let folder = std::env::temp_dir().join(format!("hansang-chaos-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder)?;
        let database = match &options.database {
            Some(url) => url.parse()?,
            None => DatabaseUrl::Sqlite(folder.join("data/hansang.db")),
        };
        Ok(Plant {
            binary_of_sandbox: options.program.clone(),
            address: lasting_address()?,
            sandbox: lasting_address()?,
            folder,
            database,
        })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn journal(&self) -> PathBuf {
        self.folder.join("acknowledged.jsonl")
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn sandbox_url(&self) -> String {
        format!("http://{}", self.sandbox)
    }

    /// `crash_at`: a named point and how often it comes there before it dies.
    pub fn start(&self, program: &Path, crash_at: Option<&str>) -> Result<Process, Failure> {
        let mut command = self.command(program, "program.log")?;
        command.args(["--listen", &self.address.to_string(), "--sandbox-url", &self.sandbox_url()]);
        command.arg("--data").arg(self.folder.join("data"));
        if let DatabaseUrl::Postgres(url) = &self.database {
            command.args(["--database", url]);
        }
        for (flag, seconds) in DEADLINES {
            command.args([flag, seconds]);
        }
        if let Some(place) = crash_at {
            command.env("CRASH_AT", place);
        }
        Ok(Process { began: Instant::now(), child: command.spawn()? })
    }

    pub async fn start_sandbox(&self) -> Result<Process, Failure> {
        let mut command = self.command(&self.binary_of_sandbox, "sandbox.log")?;
        command.args(["sandbox", "--listen", &self.sandbox.to_string(), "--data"]).arg(self.folder.join("sandbox"));
        let mut sandbox = Process { began: Instant::now(), child: command.spawn()? };
        sandbox.until(&format!("{}/faults", self.sandbox_url())).await?;
        Ok(sandbox)
    }

    /// How long it took from its start.
    pub async fn until_ready(&self, program: &mut Process) -> Result<Duration, Failure> {
        program.until(&format!("{}/health/ready", self.url())).await
    }

    /// What the program said that no fault of others is an excuse for.
    pub fn complaints(&self) -> Result<Vec<String>, Failure> {
        let log = std::fs::read(self.folder.join("program.log"))?;
        let lines = String::from_utf8_lossy(&log);
        let bad = lines.lines().filter(|line| INEXCUSABLE.iter().any(|words| line.contains(words)));
        Ok(bad.map(str::to_owned).collect())
    }

    pub fn clear_away(&self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    fn command(&self, program: &Path, log: &str) -> Result<Command, Failure> {
        let log: File = OpenOptions::new().create(true).append(true).open(self.folder.join(log))?;
        let mut command = Command::new(std::path::absolute(program)?);
        // Where no settings lie around.
        command.current_dir(&self.folder);
        command.env("RUST_LOG", "warn").env_remove("CRASH_AT").stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.kill_on_drop(true);
        Ok(command)
    }
}

impl Process {
    /// SIGKILL: nothing is finished, nothing is closed.
    pub async fn kill(&mut self) -> Result<(), Failure> {
        Ok(self.child.kill().await?)
    }

    /// How it ended, if it ended by itself.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>, Failure> {
        Ok(self.child.try_wait()?)
    }

    async fn until(&mut self, url: &str) -> Result<Duration, Failure> {
        let client = client(Duration::from_secs(2))?;
        while self.began.elapsed() < UNTIL_READY {
            if let Ok(answer) = client.get(url).send().await
                && answer.status().is_success()
            {
                return Ok(self.began.elapsed());
            }
            if let Some(status) = self.ended()? {
                return Err(Box::new(Ended(status)));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Err(format!("{url} did not answer within a minute").into())
    }
}

/// It died before it was ready.
#[derive(Debug, thiserror::Error)]
#[error("it ended before it was ready: {0}")]
pub struct Ended(pub ExitStatus);

/// An address that stays free while nobody listens: outside the range from which the system takes the other end of connections, where a
/// client that knocks at a dead program can be given the very port, and so meet itself.
fn lasting_address() -> Result<SocketAddr, Failure> {
    for _ in 0..100 {
        let port = rand::rng().random_range(20_000..30_000);
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)) {
            return Ok(listener.local_addr()?);
        }
    }
    Err("no port is free".into())
}
