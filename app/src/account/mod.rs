//! Signing up, in and out, and what is shown to those who may not see a page.

pub mod home;
pub mod presence;
#[cfg(feature = "ssr")]
pub mod session;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;
pub mod sorry;
mod wordmark;
