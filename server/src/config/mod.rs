//! What may be set: by flags, by `HANSANG_*` variables, in a TOML file, in this order of weight. Whatever is wrong is said
//! at start, in one sentence, before anything else happens.

pub mod cli;
mod folders;
mod keys;
mod layer;
mod problem;
mod settings;
#[cfg(test)]
mod tests;

pub use problem::ConfigError;
pub use settings::{LogFormat, Secret};

use crate::{database::DatabaseUrl, http::Proxies};
use cli::{Cli, Flags, Part};
use domain::order::Deadlines;
use layer::Layer;
use settings::Settings;
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

/// What this process is going to be.
#[derive(Debug)]
pub enum Program {
    Serve(Box<Config>),
    Sandbox(SandboxConfig),
}

/// All that Hansang needs to know; what is in it fits together.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    /// None: payments and messages go to real services, and nobody wanted a sandbox besides.
    pub sandbox: Option<SandboxPlace>,
    /// None: payments go to the sandbox.
    pub payment: Option<GatewayAccess>,
    /// None: messages go to the sandbox.
    pub alimtalk: Option<AlimtalkAccess>,
    /// Where people reach Hansang, without a slash at the end. None: where it listens.
    pub public_url: Option<String>,
    /// A folder; see [`Config::make_folders`].
    pub data: PathBuf,
    pub database: DatabaseUrl,
    /// Fill an empty database with the demo neighbourhood.
    pub demo: bool,
    pub deadlines: Deadlines,
    /// How far riders see deliveries, in metres.
    pub dispatch_radius_m: u32,
    pub limits: Limits,
    pub log: LogConfig,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SandboxPlace {
    /// Started by this process, to listen here.
    Here(SocketAddr),
    /// Somebody else's: its address, without a slash at the end.
    Elsewhere(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayAccess {
    /// Without a slash at the end.
    pub base_url: String,
    pub secret_key: Secret,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlimtalkAccess {
    /// Without a slash at the end.
    pub base_url: String,
    pub service_id: String,
    pub access_key: String,
    pub secret_key: Secret,
    pub plus_friend_id: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// For one account, and from one network address.
    pub failed_sign_ins_per_minute: u32,
    /// Whose forwarded headers are believed.
    pub proxies: Proxies,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// In the syntax of `RUST_LOG`; it has been tried.
    pub filter: String,
    pub format: LogFormat,
}

/// What the sandbox as a process of its own needs to know.
#[derive(Debug)]
pub struct SandboxConfig {
    pub listen: SocketAddr,
    pub data: PathBuf,
    pub log: LogConfig,
}

const SENS: &str = "https://sens.apigw.ntruss.com";
const SANDBOX: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8089);

impl Program {
    /// `folder` is where `hansang.toml` is looked for.
    pub fn read(cli: Cli, variables: &BTreeMap<String, String>, folder: &Path) -> Result<Program, ConfigError> {
        match cli.part {
            None => Config::of(settings(&cli.flags, variables, folder)?).map(|config| Program::Serve(Box::new(config))),
            Some(Part::Sandbox(flags)) => {
                let settings = settings(&flags.into(), variables, folder)?;
                let log = settings.log();
                let listen = settings.sandbox_listen.unwrap_or(SANDBOX);
                Ok(Program::Sandbox(SandboxConfig { listen, data: settings.data, log }))
            }
        }
    }
}

fn settings(flags: &Flags, variables: &BTreeMap<String, String>, folder: &Path) -> Result<Settings, ConfigError> {
    let named = variables.get("HANSANG_CONFIG").filter(|name| !name.is_empty());
    let file = flags.config.clone().or(named.map(PathBuf::from));
    Settings::merge(&[Layer::file(file, folder)?, Layer::variables(variables)?, Layer::flags(flags)])
}

impl Config {
    /// As without any setting, but with its data in `data` and on ports that the system chooses: for tests.
    pub fn in_folder(data: &Path) -> Result<Config, ConfigError> {
        let any_port = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        let settings = Settings::merge(&[])?;
        Config::of(Settings { listen: any_port, sandbox_listen: Some(any_port), data: data.to_owned(), ..settings })
    }

    fn of(settings: Settings) -> Result<Config, ConfigError> {
        let log = settings.log();
        let payment = gateway(settings.payment)?;
        let alimtalk = vendor(settings.alimtalk, settings.public_url.is_some())?;
        let needed = payment.is_none() || alimtalk.is_none();
        let sandbox = sandbox(needed, settings.sandbox_url, settings.sandbox_listen)?;
        if let Some(SandboxPlace::Here(address)) = sandbox {
            ports_differ(settings.listen, address)?;
        }
        let in_data = || DatabaseUrl::Sqlite(settings.data.join("hansang.db"));
        Ok(Config {
            listen: settings.listen,
            sandbox,
            payment,
            alimtalk,
            public_url: settings.public_url,
            database: settings.database.unwrap_or_else(in_data),
            data: settings.data,
            demo: settings.demo,
            deadlines: Deadlines {
                accept: settings.deadlines.accept.get().into(),
                payment_hold: settings.deadlines.payment_hold.get().into(),
                auto_receipt: settings.deadlines.auto_receipt.get().into(),
            },
            dispatch_radius_m: settings.dispatch.radius_m.get(),
            limits: Limits {
                failed_sign_ins_per_minute: settings.limits.failed_sign_ins_per_minute.get(),
                proxies: settings.limits.proxies,
            },
            log,
        })
    }
}

impl Settings {
    fn log(&self) -> LogConfig {
        LogConfig { filter: self.log.clone(), format: self.log_format }
    }
}

fn gateway(payment: settings::Payment) -> Result<Option<GatewayAccess>, ConfigError> {
    match (payment.base_url, payment.secret_key) {
        (None, None) => Ok(None),
        (Some(base_url), Some(secret_key)) => Ok(Some(GatewayAccess { base_url, secret_key })),
        (Some(_), None) => Err(ConfigError::HalfAGateway { given: "base_url", missing: "secret_key" }),
        (None, Some(_)) => Err(ConfigError::HalfAGateway { given: "secret_key", missing: "base_url" }),
    }
}

/// All of it or nothing; only the address may be left out. A message leads to Hansang, so it must be known where that is.
fn vendor(alimtalk: settings::Alimtalk, public_url: bool) -> Result<Option<AlimtalkAccess>, ConfigError> {
    let settings::Alimtalk { base_url, service_id, access_key, secret_key, plus_friend_id } = alimtalk;
    let given = [
        ("service_id", service_id.is_some()),
        ("access_key", access_key.is_some()),
        ("secret_key", secret_key.is_some()),
        ("plus_friend_id", plus_friend_id.is_some()),
        ("base_url", base_url.is_some()),
    ];
    let Some((given, _)) = given.into_iter().find(|(_, given)| *given) else { return Ok(None) };
    let without = |missing| ConfigError::HalfAVendor { given, missing };
    let access = AlimtalkAccess {
        base_url: base_url.unwrap_or_else(|| SENS.to_owned()),
        service_id: service_id.ok_or(without("alimtalk.service_id"))?,
        access_key: access_key.ok_or(without("alimtalk.access_key"))?,
        secret_key: secret_key.ok_or(without("alimtalk.secret_key"))?,
        plus_friend_id: plus_friend_id.ok_or(without("alimtalk.plus_friend_id"))?,
    };
    if public_url { Ok(Some(access)) } else { Err(without("public_url")) }
}

/// One for whatever has no real service; where both have one, only if somebody asks for it.
fn sandbox(needed: bool, url: Option<String>, listen: Option<SocketAddr>) -> Result<Option<SandboxPlace>, ConfigError> {
    match (needed, url, listen) {
        (_, Some(_), Some(_)) => Err(ConfigError::TwoSandboxes),
        (false, Some(_), None) => Err(ConfigError::NothingForSandbox),
        (true, Some(url), None) => Ok(Some(SandboxPlace::Elsewhere(url))),
        (false, None, listen) => Ok(listen.map(SandboxPlace::Here)),
        (true, None, listen) => Ok(Some(SandboxPlace::Here(listen.unwrap_or(SANDBOX)))),
    }
}

/// Port 0 is any free one, so it is never taken.
fn ports_differ(listen: SocketAddr, sandbox: SocketAddr) -> Result<(), ConfigError> {
    let overlap = listen.ip() == sandbox.ip() || listen.ip().is_unspecified() || sandbox.ip().is_unspecified();
    let same = overlap && listen.port() == sandbox.port() && listen.port() != 0;
    if same { Err(ConfigError::SamePort(listen)) } else { Ok(()) }
}
