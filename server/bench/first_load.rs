//! What a customer's browser loads before the first tap counts, and what it does not.

use crate::figures::{Failure, line, title};
use std::path::PathBuf;

pub fn measure() -> Result<(), Failure> {
    title("First load");
    let folder = PathBuf::from(std::env::var("LEPTOS_SITE_ROOT").unwrap_or_else(|_| "target/site".to_owned())).join("pkg");
    let mut files: Vec<(String, u64)> = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| format!("{} is not built: {error}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".wasm.br") || name.ends_with(".css.br") {
            files.push((name, entry.metadata()?.len()));
        }
    }
    files.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    for (name, size) in files {
        line(&name, format!("{:.1} KB as brotli", size as f64 / 1_000.0));
    }
    Ok(())
}
