use serde::{Deserialize, Serialize};

/// Light or dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    pub const fn as_str(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// For `<html data-theme>`; None leaves it to the system.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

#[cfg(feature = "ssr")]
mod cookie {
    use super::Theme;
    use crate::customer::cookies;

    const COOKIE: &str = "theme";

    impl Theme {
        /// What the visitor has chosen.
        pub fn kept() -> Theme {
            let kept = cookies::read(COOKIE);
            Theme::ALL.into_iter().find(|theme| kept.as_deref() == Some(theme.as_str())).unwrap_or_default()
        }

        pub fn keep(self) {
            match self {
                Theme::System => cookies::clear(COOKIE),
                Theme::Light | Theme::Dark => cookies::write(COOKIE, self.as_str()),
            }
        }
    }
}
