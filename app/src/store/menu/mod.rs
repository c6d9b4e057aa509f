//! What a store sells, as its owner edits it.

mod api;
mod editor;
mod groups;
mod illustration;
mod line;
mod menu_view;
mod page;
mod photo;
mod typed;

pub use illustration::IllustrationPicker;
pub use page::MenuPage;
