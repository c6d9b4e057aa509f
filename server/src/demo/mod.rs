//! The demo neighbourhood that fills an empty database under `--demo`.

pub mod data;
