//! Where settings come from: a file, variables, flags. Each is read into the same keys, and remembers where each value stood.

use super::{
    cli::Flags,
    keys::{KEYS, Key},
    problem::ConfigError,
};
use figment::value::Value;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

#[derive(Debug, Default)]
pub struct Layer(pub BTreeMap<&'static str, Given>);

/// A value and what the person who gave it calls its place.
#[derive(Debug)]
pub struct Given {
    pub place: String,
    pub value: Value,
}

/// `RUST_LOG` is what programs in Rust are used to.
const RUST_LOG: &str = "RUST_LOG";
/// Variables of the scripts beside the program (`bin/`, `end2end/`), which it may inherit.
const OF_SCRIPTS: [&str; 5] = ["HANSANG_CONFIG", "HANSANG_TOOLS", "HANSANG_TEST_", "HANSANG_END2END_", "HANSANG_BENCH_"];

impl Layer {
    pub fn flags(flags: &Flags) -> Layer {
        let given = Value::serialize(flags).ok().and_then(Value::into_dict).unwrap_or_default();
        Layer::of(given.into_iter().filter_map(|(name, value)| {
            let key = KEYS.iter().find(|key| key.name.replace('.', "_") == name)?;
            matches!(value, Value::String(..)).then(|| (key.name, Given { place: key.flag(), value }))
        }))
    }

    /// An empty variable counts as none, as is usual where variables are passed on.
    pub fn variables(variables: &BTreeMap<String, String>) -> Result<Layer, ConfigError> {
        let given = variables.iter().filter(|(_, value)| !value.is_empty());
        if let Some((name, _)) = given.clone().find(|(name, _)| is_unknown(name)) {
            let names = KEYS.iter().map(Key::variable).collect::<Vec<_>>();
            return Err(ConfigError::Unknown { given: name.clone(), hint: closest(name, &names) });
        }
        let by_name = |name: &str| given.clone().find(|(given, _)| *given == name);
        Ok(Layer::of(KEYS.iter().filter_map(|key| {
            let rust_log = || by_name(RUST_LOG).filter(|_| key.name == "log");
            let (name, value) = by_name(&key.variable()).or_else(rust_log)?;
            Some((key.name, Given { place: name.clone(), value: Value::from(value.as_str()) }))
        })))
    }

    /// The file that was asked for, else `hansang.toml` in `folder` if it is there.
    pub fn file(asked_for: Option<PathBuf>, folder: &Path) -> Result<Layer, ConfigError> {
        let file = asked_for.clone().unwrap_or_else(|| folder.join("hansang.toml"));
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(missing) if missing.kind() == io::ErrorKind::NotFound && asked_for.is_none() => return Ok(Layer::default()),
            Err(source) => return Err(ConfigError::Unreadable { file, source }),
        };
        let table = text.parse::<toml::Table>().map_err(|error| not_toml(&file, &text, &error))?;
        let mut layer = Layer::default();
        layer.take(&file, "", &table)?;
        Ok(layer)
    }

    fn of(given: impl IntoIterator<Item = (&'static str, Given)>) -> Layer {
        Layer(given.into_iter().collect())
    }

    /// The values of a table, whose keys begin with `path`.
    fn take(&mut self, file: &Path, path: &str, table: &toml::Table) -> Result<(), ConfigError> {
        for (name, value) in table {
            let name = format!("{path}{name}");
            match (Key::of(&name), value) {
                (Some(key), value) => {
                    let place = format!("`{name}` in {}", file.display());
                    let value = Value::serialize(value).unwrap_or(Value::from(""));
                    self.0.insert(key.name, Given { place, value });
                }
                (None, toml::Value::Table(inner)) if is_table(&name) => self.take(file, &format!("{name}."), inner)?,
                (None, _) => {
                    let names = KEYS.iter().map(|key| key.name.to_owned()).collect::<Vec<_>>();
                    let given = format!("`{name}` (in {})", file.display());
                    return Err(ConfigError::Unknown { given, hint: closest(&name, &names) });
                }
            }
        }
        Ok(())
    }
}

fn is_unknown(variable: &str) -> bool {
    variable.starts_with("HANSANG_")
        && !OF_SCRIPTS.iter().any(|known| variable.starts_with(known))
        && !KEYS.iter().any(|key| key.variable() == variable)
}

fn is_table(name: &str) -> bool {
    KEYS.iter().any(|key| key.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// What was probably meant, or where to look.
fn closest(given: &str, names: &[String]) -> String {
    let likeness = |name: &&String| strsim::jaro_winkler(given, name);
    let best = names.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best.filter(|name| likeness(name) > 0.85) {
        Some(name) => format!("did you mean {name}?"),
        None => "hansang --help lists them all.".to_owned(),
    }
}

fn not_toml(file: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let until = error.span().map_or(0, |span| span.start).min(text.len());
    let line = text.as_bytes()[..until].iter().filter(|byte| **byte == b'\n').count() + 1;
    ConfigError::NotToml { file: file.to_owned(), line, message: error.message().replace('\n', ", ") }
}
