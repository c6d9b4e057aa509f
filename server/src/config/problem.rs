use std::path::PathBuf;

/// What is wrong with the settings, as a sentence that helps to put it right.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{place} is `{value}`; it must be {must_be}.")]
    Unfit { place: String, value: String, must_be: &'static str },
    #[error("{place} has a value that does not fit; it must be {must_be}.")]
    UnfitSecret { place: String, must_be: &'static str },
    #[error("There is no setting {given}; {hint}")]
    Unknown { given: String, hint: String },
    #[error("The settings in {} cannot be read: {source}.", .file.display())]
    Unreadable { file: PathBuf, source: std::io::Error },
    #[error("{}, line {line}: {message}.", .file.display())]
    NotToml { file: PathBuf, line: usize, message: String },
    #[error(
        "`listen` and `sandbox_listen` are both {0}; give the sandbox a port of its own, such as --sandbox-listen 127.0.0.1:8089."
    )]
    SamePort(std::net::SocketAddr),
    #[error("`sandbox_url` says to use another sandbox and `sandbox_listen` to start one; leave one of them out.")]
    TwoSandboxes,
    #[error("Payments and messages go to real services, so nothing is left for `sandbox_url`; leave one of them out.")]
    NothingForSandbox,
    #[error("`payment.{given}` needs `payment.{missing}` beside it; leave both out to pay in the sandbox.")]
    HalfAGateway { given: &'static str, missing: &'static str },
    #[error("`alimtalk.{given}` needs `{missing}` beside it; leave out all of `alimtalk` to send messages to the sandbox.")]
    HalfAVendor { given: &'static str, missing: &'static str },
    #[error("Nothing can be kept in {}: {source}; choose another folder with --data.", .folder.display())]
    NoPlaceForData { folder: PathBuf, source: std::io::Error },
    #[error("The folder {} for the database does not exist; make it, or choose another place with --database.", .0.display())]
    NoPlaceForDatabase(PathBuf),
}
