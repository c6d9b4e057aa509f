//! All settings together, each of its type; whether they fit together is decided in [`super::Config`].

use super::{
    ConfigError,
    keys::Key,
    layer::{Given, Layer},
};
use crate::{database::DatabaseUrl, http::Proxies};
use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
};
use reqwest::Url;
use serde::{Deserialize, Deserializer, de};
use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};
use tracing_subscriber::EnvFilter;

#[derive(Debug, Deserialize)]
pub struct Settings {
    pub listen: SocketAddr,
    pub sandbox_listen: Option<SocketAddr>,
    #[serde(default, deserialize_with = "optional_address")]
    pub sandbox_url: Option<String>,
    #[serde(default, deserialize_with = "optional_address")]
    pub public_url: Option<String>,
    pub data: PathBuf,
    #[serde(default, deserialize_with = "optional")]
    pub database: Option<DatabaseUrl>,
    pub demo: bool,
    pub deadlines: Deadlines,
    pub dispatch: Dispatch,
    pub limits: Limits,
    #[serde(default)]
    pub payment: Payment,
    #[serde(default)]
    pub alimtalk: Alimtalk,
    #[serde(deserialize_with = "filter")]
    pub log: String,
    pub log_format: LogFormat,
}

/// Seconds.
#[derive(Debug, Deserialize)]
pub struct Deadlines {
    pub accept: Within<1, 31_536_000>,
    pub payment_hold: Within<1, 31_536_000>,
    pub auto_receipt: Within<1, 31_536_000>,
}

#[derive(Debug, Deserialize)]
pub struct Dispatch {
    pub radius_m: Within<1, 100_000>,
}

#[derive(Debug, Deserialize)]
pub struct Limits {
    pub failed_sign_ins_per_minute: Within<1, 10_000>,
    #[serde(deserialize_with = "proxies")]
    pub proxies: Proxies,
}

#[derive(Debug, Default, Deserialize)]
pub struct Payment {
    #[serde(default, deserialize_with = "optional_address")]
    pub base_url: Option<String>,
    #[serde(default)]
    pub secret_key: Option<Secret>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Alimtalk {
    #[serde(default, deserialize_with = "optional_address")]
    pub base_url: Option<String>,
    pub service_id: Option<String>,
    pub access_key: Option<String>,
    pub secret_key: Option<Secret>,
    #[serde(default, deserialize_with = "optional_channel")]
    pub plus_friend_id: Option<String>,
}

/// How the log looks: for people, or one JSON object a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

/// A text that shows itself to nobody by accident.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Secret(String);

impl Secret {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A whole number from `MIN` to `MAX`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "i64")]
pub struct Within<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Within<MIN, MAX> {
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> TryFrom<i64> for Within<MIN, MAX> {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        let number = u32::try_from(number).ok().filter(|number| (MIN..=MAX).contains(number));
        number.map(Within).ok_or_else(|| format!("must be {MIN} to {MAX}"))
    }
}

impl Settings {
    /// Puts layers over the defaults; later ones count more.
    pub fn merge(layers: &[Layer]) -> Result<Settings, ConfigError> {
        let defaults = Figment::from(Toml::string(include_str!("defaults.toml")));
        let given = layers.iter().flat_map(|layer| &layer.0);
        let all = given.fold(defaults, |all, (key, given)| all.merge(Serialized::default(key, &given.value)));
        all.extract_lossy().map_err(|error| unfit(&error, layers))
    }
}

/// Says what does not fit in the words of whoever gave it.
fn unfit(error: &figment::Error, layers: &[Layer]) -> ConfigError {
    let path = error.path.join(".");
    // The path may lead into a list.
    let mut paths = (0..=error.path.len()).rev().map(|length| error.path[..length].join("."));
    let Some(key) = paths.find_map(|path| Key::of(&path)) else {
        return ConfigError::Unknown { given: format!("`{path}`"), hint: format!("{error}.") };
    };
    match layers.iter().rev().find_map(|layer| layer.0.get(key.name)) {
        Some(given) if key.is_secret() => ConfigError::UnfitSecret { place: given.place.clone(), must_be: key.must_be },
        Some(given) => ConfigError::Unfit { place: given.place.clone(), value: shown(given), must_be: key.must_be },
        None => ConfigError::Unfit { place: format!("`{path}`"), value: error.to_string(), must_be: key.must_be },
    }
}

fn shown(given: &Given) -> String {
    match &given.value {
        figment::value::Value::String(_, text) => text.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

fn optional<'de, D: Deserializer<'de>, T: FromStr<Err: fmt::Display>>(deserializer: D) -> Result<Option<T>, D::Error> {
    String::deserialize(deserializer)?.parse().map(Some).map_err(de::Error::custom)
}

/// Without the slash at its end, so that a path can follow.
fn optional_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let url = Url::parse(&text).map_err(de::Error::custom)?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(de::Error::custom("neither http:// nor https://"));
    }
    Ok(Some(text.trim_end_matches('/').to_owned()))
}

/// Kakao's channels begin with `@`.
fn optional_channel<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.len() > 1 && text.starts_with('@') { Ok(Some(text)) } else { Err(de::Error::custom("no channel")) }
}

/// A list, or a text with commas.
fn proxies<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Proxies, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        Text(String),
        List(Vec<String>),
    }
    let text = match OneOrMany::deserialize(deserializer)? {
        OneOrMany::Text(text) => text,
        OneOrMany::List(list) => list.join(","),
    };
    text.parse().map_err(de::Error::custom)
}

/// Trimmed part by part. `EnvFilter` trims too, but then cuts out of the text that it had before: a blank before a name in Hangul is a
/// panic, and one before any other name belongs to the name.
fn filter<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let text = text.split(',').map(str::trim).collect::<Vec<_>>().join(",");
    EnvFilter::try_new(&text).map_err(de::Error::custom)?;
    Ok(text)
}
