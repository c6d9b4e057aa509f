//! What the screens share: pure views and words, no fetching. docs/look.md lists them with the classes they write.

pub mod bars;
pub mod countdown;
pub mod faces;
pub mod field;
pub mod format;
pub mod icon;
pub mod map;
pub mod marks;
pub mod news;
pub mod plate;
pub mod sheet;
pub mod status;
pub mod stepper;
pub mod table;
pub mod timeline;

pub use bars::{BackLink, ConsoleNav, Place, TabBar, TopBar};
pub use countdown::Countdown;
pub use faces::{CardsComing, EmptyState, ErrorState, FailureNotice, RowsComing, failure_text};
pub use field::{Field, FieldError};
pub use icon::{Glyph, Icon};
pub use map::{Pin, PlacesMap, RouteMap};
pub use marks::{Badge, Rating, Star, Tone};
pub use news::{Announce, ConnectionBanner, Toast};
pub use plate::{Art, Plate, PlateSize, food_src};
pub use sheet::Sheet;
pub use status::{is_lost, status_headline, status_label, status_tone};
pub use stepper::Stepper;
pub use table::AuthArt;
pub use timeline::Timeline;
