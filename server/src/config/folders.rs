//! Whether there is a place for what is kept is known at start, not when the first order comes.

use super::{Config, ConfigError, SandboxConfig};
use crate::database::DatabaseUrl;
use std::{fs, io, path::Path};

impl Config {
    /// Makes the data folder and tries to write in it; a database file elsewhere needs its folder to be there.
    pub fn make_folders(&self) -> Result<(), ConfigError> {
        make(&self.data)?;
        match &self.database {
            DatabaseUrl::Sqlite(file) => match file.parent() {
                Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
                    Err(ConfigError::NoPlaceForDatabase(folder.to_owned()))
                }
                _ => Ok(()),
            },
            DatabaseUrl::Postgres(_) => Ok(()),
        }
    }
}

impl SandboxConfig {
    /// Makes the data folder and tries to write in it.
    pub fn make_folders(&self) -> Result<(), ConfigError> {
        make(&self.data)
    }
}

fn make(folder: &Path) -> Result<(), ConfigError> {
    try_to_write(folder).map_err(|source| ConfigError::NoPlaceForData { folder: folder.to_owned(), source })
}

/// Trying is the only way to know: rights, read-only disks and full ones all look fine before.
fn try_to_write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let trial = folder.join(format!(".trial-{}", std::process::id()));
    fs::write(&trial, "Hansang can write here.\n")?;
    fs::remove_file(trial)
}
