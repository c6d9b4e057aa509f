//! The texts of `server/demo/`, compiled in so that the program needs no files beside it.

/// A demo file, by its name under `server/demo/`.
#[derive(Clone, Copy)]
pub struct File {
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! file {
    ($name:literal) => {
        File { name: $name, text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/", $name)) }
    };
}

pub const ACCOUNTS: File = file!("accounts.toml");
pub const ADDRESSES: File = file!("addresses.toml");

/// One file per store, by kind; a test sees to it that none is forgotten.
pub const STORES: [File; 19] = [
    file!("stores/bomnal.toml"),
    file!("stores/chicken.toml"),
    file!("stores/halmae.toml"),
    file!("stores/gimbap.toml"),
    file!("stores/sodam.toml"),
    file!("stores/tteokbokki.toml"),
    file!("stores/hwaro.toml"),
    file!("stores/sushi.toml"),
    file!("stores/hongyeon.toml"),
    file!("stores/pizza.toml"),
    file!("stores/burger.toml"),
    file!("stores/curry.toml"),
    file!("stores/ondo.toml"),
    file!("stores/butter.toml"),
    file!("stores/gelato.toml"),
    file!("stores/cheongmae.toml"),
    file!("stores/jipbap.toml"),
    file!("stores/sot.toml"),
    file!("stores/camp.toml"),
];
