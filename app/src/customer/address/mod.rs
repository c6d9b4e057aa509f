//! Where food goes: one of the neighbourhood's addresses, kept in a cookie.

mod api;
mod here;
#[cfg(feature = "ssr")]
pub mod kept;
mod page;
pub mod place;

pub use api::my_address;
pub use page::AddressPage;
