//! What happens to every request before and after its handler. `stack.rs` is the whole of it in one place.

mod address;
mod body_limit;
mod compress;
mod observe;
mod origin;
mod panic;
mod serve;
mod session;
mod shed;
mod stack;

pub use address::{NotAProxy, Proxies};
pub use serve::{HEAD_TIMEOUT, serve};
pub use shed::Room;
pub use stack::{Gate, stack};
