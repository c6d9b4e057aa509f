//! The few lines that tell whoever starts the program where to go.

use server::config::{Config, SandboxPlace};
use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

/// Whom to sign in as: those whom the browser's sign-in page offers too.
const PEOPLE: [(&str, &str); 6] = [
    ("customer", "customer@hansang.test"),
    ("restaurant", "owner@hansang.test"),
    ("café", "cafe@hansang.test"),
    ("meal kits", "mealkit@hansang.test"),
    ("rider", "rider@hansang.test"),
    ("operator", "operator@hansang.test"),
];

pub fn say(config: &Config, address: SocketAddr, sandbox: Option<SocketAddr>) {
    print(&text(config, address, sandbox));
}

pub fn say_sandbox(address: SocketAddr) {
    print(&format!("{}\n", place("The sandbox", &reach(address))));
}

fn text(config: &Config, address: SocketAddr, sandbox: Option<SocketAddr>) -> String {
    let mut lines = vec![place("Hansang", &reach(address)), place("Its API", &format!("{}/api/docs", reach(address)))];
    match (sandbox, &config.sandbox) {
        (Some(sandbox), _) => lines.push(place("The sandbox", &reach(sandbox))),
        (None, Some(SandboxPlace::Elsewhere(url))) => lines.push(place("The sandbox", url)),
        (None, _) => {}
    }
    if config.demo {
        lines.push(String::new());
        lines.push("Sign in with the password hansang-demo as".to_owned());
        lines.extend(PEOPLE.map(|(who, email)| format!("  {who:<11} {email}")));
    }
    lines.push(String::new());
    lines.push("Ctrl-C stops it.".to_owned());
    lines.join("\n") + "\n"
}

fn place(what: &str, url: &str) -> String {
    format!("{:<18} {url}", format!("{what} is at"))
}

/// A server that listens everywhere is reached from here by the loopback.
fn reach(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, address.port()))
}

/// Nobody may be listening at the other end, which is no reason to stop.
fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
