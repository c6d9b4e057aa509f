//! Every setting, once: what it is called as a key, a variable and a flag, and what it must be.

/// A setting; its name is its key in the file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    /// Completes "it must be …".
    pub must_be: &'static str,
}

pub const KEYS: [Key; 22] = [
    key("listen", "an address with a port, such as 127.0.0.1:8088"),
    key("sandbox_listen", "an address with a port, such as 127.0.0.1:8089"),
    key("sandbox_url", "where a sandbox is, such as http://127.0.0.1:8089"),
    key("public_url", "where people reach Hansang, such as https://hansang.example"),
    key("data", "a folder"),
    key("database", "sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"),
    key("demo", "true or false"),
    key("deadlines.accept", SECONDS),
    key("deadlines.payment_hold", SECONDS),
    key("deadlines.auto_receipt", SECONDS),
    key("dispatch.radius_m", "a whole number of metres from 1 to 100000"),
    key("limits.failed_sign_ins_per_minute", "a whole number from 1 to 10000"),
    key("limits.proxies", "IP addresses or networks, such as 10.0.0.1,10.1.0.0/16"),
    key("payment.base_url", "where the payment gateway is, such as https://api.tosspayments.com"),
    key("payment.secret_key", "the secret key that the payment gateway gave you"),
    key("alimtalk.base_url", "where the Alimtalk vendor is, such as https://sens.apigw.ntruss.com"),
    key("alimtalk.service_id", "the project's id at the vendor, such as ncp:kkobizmsg:kr:1234567:hansang"),
    key("alimtalk.access_key", "the access key that the Alimtalk vendor gave you"),
    key("alimtalk.secret_key", "the secret key that the Alimtalk vendor gave you"),
    key("alimtalk.plus_friend_id", "the Kakao channel that speaks, such as @hansang"),
    key("log", "a filter, such as info or info,server=debug"),
    key("log_format", "text or json"),
];

const SECONDS: &str = "a whole number of seconds from 1 to 31536000, which is a year";

const fn key(name: &'static str, must_be: &'static str) -> Key {
    Key { name, must_be }
}

impl Key {
    /// The setting with this key.
    pub fn of(name: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// `deadlines.accept` is `HANSANG_DEADLINES_ACCEPT`.
    pub fn variable(&self) -> String {
        format!("HANSANG_{}", self.name.replace('.', "_").to_uppercase())
    }

    /// `deadlines.accept` is `--deadlines-accept`.
    pub fn flag(&self) -> String {
        format!("--{}", self.name.replace(['.', '_'], "-"))
    }

    /// Its value is nobody's business.
    pub fn is_secret(&self) -> bool {
        matches!(self.name, "payment.secret_key" | "alimtalk.secret_key" | "database")
    }
}
