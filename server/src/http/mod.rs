//! What happens to every request before and after its handler. `gate.rs` is the whole of it in one place.

mod address;
mod body_limit;
mod compress;
mod gate;
mod observe;
mod origin;
mod panic;
mod serve;
mod session;
mod shared_pages;
mod shed;

pub use address::{NotAProxy, Proxies};
pub use gate::Gate;
pub use serve::{HEAD_TIMEOUT, serve};
pub use shed::Room;
