//! The command line. What the flags mean is read together with variables and file, so here they are only texts.

use clap::{Args, Parser, Subcommand};
use serde::Serialize;
use std::path::PathBuf;

/// 한상: from an order to the door.
#[derive(Debug, Parser)]
#[command(
    name = "hansang",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    override_usage = "hansang [SETTINGS]\n       hansang sandbox [SETTINGS]",
    after_help = AFTER
)]
pub struct Cli {
    #[command(subcommand)]
    pub part: Option<Part>,
    #[command(flatten)]
    pub flags: Flags,
}

#[derive(Debug, Subcommand)]
pub enum Part {
    /// Run the sandbox for payments and messages as a process of its own
    Sandbox(SandboxFlags),
}

const AFTER: &str = "\
Every setting may also be a variable, or a key of the file: --deadlines-accept 300 is
HANSANG_DEADLINES_ACCEPT=300, and in the file

    [deadlines]
    accept = 300

A flag counts before a variable, a variable before the file.

Examples:
  hansang --demo                  a neighbourhood to try everything in, on http://127.0.0.1:8088
  hansang --data /var/lib/hansang --listen 0.0.0.0:80
  hansang --database postgres://hansang:secret@localhost/hansang";

#[derive(Debug, Default, Args, Serialize)]
pub struct Flags {
    /// Where to serve [default: 127.0.0.1:8088]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,

    /// Folder for everything that is kept [default: ./data]
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<String>,

    /// sqlite:PATH or postgres://… [default: hansang.db in the data folder]
    #[arg(long, value_name = "DATABASE")]
    pub database: Option<String>,

    /// Fill an empty database with a neighbourhood to try things in
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub demo: Option<String>,

    /// File with settings [default: ./hansang.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,

    /// Where people reach Hansang; messages lead there [default: http:// and where it serves]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,

    /// The payment gateway's address; without it, payments go to the sandbox
    #[arg(long, value_name = "URL", help_heading = "Payment")]
    pub payment_base_url: Option<String>,

    /// The payment gateway's key; safer as a variable or in the file
    #[arg(long, value_name = "KEY", help_heading = "Payment")]
    pub payment_secret_key: Option<String>,

    /// The Alimtalk vendor's address [default: https://sens.apigw.ntruss.com]
    #[arg(long, value_name = "URL", help_heading = "Messages")]
    pub alimtalk_base_url: Option<String>,

    /// The project at the Alimtalk vendor (NAVER Cloud SENS); without it, messages go to the sandbox
    #[arg(long, value_name = "ID", help_heading = "Messages")]
    pub alimtalk_service_id: Option<String>,

    /// The Alimtalk vendor's access key
    #[arg(long, value_name = "KEY", help_heading = "Messages")]
    pub alimtalk_access_key: Option<String>,

    /// The Alimtalk vendor's secret key; safer as a variable or in the file
    #[arg(long, value_name = "KEY", help_heading = "Messages")]
    pub alimtalk_secret_key: Option<String>,

    /// The Kakao channel that speaks, such as @hansang
    #[arg(long, value_name = "CHANNEL", help_heading = "Messages")]
    pub alimtalk_plus_friend_id: Option<String>,

    /// Where the sandbox serves [default: 127.0.0.1:8089]
    #[arg(long, value_name = "ADDRESS", help_heading = "Sandbox")]
    pub sandbox_listen: Option<String>,

    /// Use the sandbox that runs there and start none
    #[arg(long, value_name = "URL", help_heading = "Sandbox")]
    pub sandbox_url: Option<String>,

    /// For a store to answer an order [default: 180]
    #[arg(long, value_name = "SECONDS", help_heading = "Deadlines")]
    pub deadlines_accept: Option<String>,

    /// For a customer to pay an order that is held [default: 600]
    #[arg(long, value_name = "SECONDS", help_heading = "Deadlines")]
    pub deadlines_payment_hold: Option<String>,

    /// Until a delivered order counts as received [default: 86400]
    #[arg(long, value_name = "SECONDS", help_heading = "Deadlines")]
    pub deadlines_auto_receipt: Option<String>,

    /// How far riders see deliveries [default: 3000]
    #[arg(long, value_name = "METRES", help_heading = "Limits")]
    pub dispatch_radius_m: Option<String>,

    /// Failed sign-ins in a minute, for one account or from one address [default: 10]
    #[arg(long, value_name = "NUMBER", help_heading = "Limits")]
    pub limits_failed_sign_ins_per_minute: Option<String>,

    /// Proxies whose forwarded headers are believed, with commas between
    #[arg(long, value_name = "ADDRESSES", help_heading = "Limits")]
    pub limits_proxies: Option<String>,

    /// What is logged, such as info,server=debug; RUST_LOG works too [default: info]
    #[arg(long, value_name = "FILTER", help_heading = "Log")]
    pub log: Option<String>,

    /// text or json [default: text]
    #[arg(long, value_name = "FORMAT", help_heading = "Log")]
    pub log_format: Option<String>,
}

#[derive(Debug, Default, Args)]
pub struct SandboxFlags {
    /// Where to serve [default: 127.0.0.1:8089]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,

    /// Folder for its ledgers [default: ./data]
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<String>,
}

/// To the sandbox, `--listen` is what `--sandbox-listen` is to the whole program.
impl From<SandboxFlags> for Flags {
    fn from(SandboxFlags { listen, data }: SandboxFlags) -> Flags {
        Flags { sandbox_listen: listen, data, ..Flags::default() }
    }
}
