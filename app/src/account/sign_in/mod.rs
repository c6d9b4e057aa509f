//! Coming in.

mod api;
mod demo_accounts;
mod page;

pub use api::SignIn;
pub use page::SignInPage;
