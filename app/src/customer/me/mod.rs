//! One's account, the language, the theme, and the ways to one's other screens.

mod api;
mod page;
mod theme;

pub use page::MePage;
pub use theme::Theme;
