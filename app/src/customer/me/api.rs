use super::theme::Theme;
use crate::failure::Failure;
use domain::views::Me;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// None: nobody is signed in.
    pub me: Option<Me>,
    pub theme: Theme,
}

/// The visitor's own account and settings. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/me")]
pub async fn load_settings() -> Result<Settings, Failure> {
    use crate::backend::{backend, visitor};

    let me = match visitor().account {
        Some(account) => Some(backend()?.accounts.me(&account).await?),
        None => None,
    };
    Ok(Settings { me, theme: Theme::kept() })
}

/// Remembers the theme. For anyone. A plain form goes back to the page it was on.
#[server(prefix = "/api/screens", endpoint = "customer/theme")]
pub async fn choose_theme(theme: Theme) -> Result<(), Failure> {
    theme.keep();
    leptos_axum::redirect("/me", false);
    Ok(())
}
