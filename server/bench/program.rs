//! The real program, as a child process with demo data of its own.

use crate::{client::Client, figures::Failure};
use serde_json::json;
use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

pub struct Program {
    child: Child,
    data: PathBuf,
    pub address: SocketAddr,
    sandbox: SocketAddr,
    /// A store, and an item there that needs no choices and never runs out.
    pub store: String,
    pub item: String,
}

impl Program {
    pub async fn start() -> Result<Program, Failure> {
        let (address, sandbox) = (free_address()?, free_address()?);
        let data = std::env::temp_dir().join(format!("hansang-bench-{}", std::process::id()));
        std::fs::create_dir_all(&data)?;
        let program = std::env::var("HANSANG_BENCH_PROGRAM").unwrap_or_else(|_| "target/release/hansang".to_owned());
        let child = Command::new(&program)
            .args(["--demo", "--listen", &address.to_string(), "--sandbox-listen", &sandbox.to_string()])
            .arg("--data")
            .arg(&data)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("{program} does not start ({error}); bin/bench builds it first"))?;
        let mut program = Program { child, data, address, sandbox, store: String::new(), item: String::new() };
        program.wait_until_ready().await?;
        // The demo neighbourhood tells its history in the background; that is not what is measured.
        tokio::time::sleep(Duration::from_secs(12)).await;
        program.choose().await?;
        Ok(program)
    }

    pub async fn client(&self) -> Result<Client, Failure> {
        Client::connect(self.address).await
    }

    /// A header that signs in.
    pub async fn bearer(&self, email: &str) -> Result<String, Failure> {
        let body = json!({ "email": email, "password": "hansang-demo" }).to_string();
        let session = self.client().await?.post("/api/v1/sessions", "", &body).await?.expect(201)?.json()?;
        Ok(format!("Authorization: Bearer {}\r\n", session["token"].as_str().ok_or("a session without a token")?))
    }

    /// The body of an order for one of the chosen item.
    pub fn order(&self) -> String {
        json!({
            "store_id": self.store,
            "lines": [{ "menu_item_id": self.item, "quantity": 2, "choice_ids": [] }],
            "address": { "line": "연희로 12길 8", "lat": 37.5667, "lng": 126.9290 },
            "payment": { "method": "card", "token": "tok_ok" },
        })
        .to_string()
    }

    /// What goes wrong in the sandbox from now on.
    pub async fn faults(&self, faults: &serde_json::Value) -> Result<(), Failure> {
        let url = format!("http://{}/faults", self.sandbox);
        reqwest::Client::new().put(url).json(faults).send().await?.error_for_status()?;
        Ok(())
    }

    pub async fn ledger(&self) -> Result<serde_json::Value, Failure> {
        Ok(reqwest::get(format!("http://{}/ledger/payments", self.sandbox)).await?.json().await?)
    }

    pub async fn metrics(&self) -> Result<String, Failure> {
        Ok(reqwest::get(format!("http://{}/metrics", self.address)).await?.text().await?)
    }

    pub fn resident_mb(&self) -> Result<f64, Failure> {
        self.status("VmRSS:")
    }

    pub fn peak_mb(&self) -> Result<f64, Failure> {
        self.status("VmHWM:")
    }

    fn status(&self, field: &str) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(field)).ok_or("no such field in /proc")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1_024.0)
    }

    async fn wait_until_ready(&self) -> Result<(), Failure> {
        for _ in 0..600 {
            if let Ok(mut client) = self.client().await
                && let Ok(answer) = client.get("/health/ready", "").await
                && answer.status == 200
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("the program was not ready within a minute".into())
    }

    async fn choose(&mut self) -> Result<(), Failure> {
        let mut client = self.client().await?;
        let stores =
            client.get("/api/v1/stores?lat=37.5667&lng=126.9290&kind=restaurant&limit=100", "").await?.expect(200)?.json()?;
        let stores = stores["items"].as_array().ok_or("no stores")?;
        let owned = stores.iter().find(|store| store["name"] == "봄날국수").ok_or("the owner's demo store is missing")?;
        self.store = owned["id"].as_str().unwrap_or_default().to_owned();
        let store = client.get(&format!("/api/v1/stores/{}", self.store), "").await?.expect(200)?.json()?;
        let plain = |item: &&serde_json::Value| {
            item["available"] == true && item["stock"].is_null() && item["option_groups"].as_array().is_some_and(Vec::is_empty)
        };
        let item = store["menu"].as_array().and_then(|menu| menu.iter().find(plain)).ok_or("no plain item in the demo store")?;
        self.item = item["id"].as_str().unwrap_or_default().to_owned();
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

pub fn free_address() -> Result<SocketAddr, Failure> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
