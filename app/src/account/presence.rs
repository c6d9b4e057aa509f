use crate::failure::Failure;
use leptos::prelude::*;

/// Whether whoever asks is signed in still. For anyone.
#[server(prefix = "/api/screens", endpoint = "account/presence")]
pub async fn is_signed_in() -> Result<bool, Failure> {
    Ok(crate::backend::visitor().account.is_some())
}
