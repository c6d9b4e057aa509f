//! Passwords, session tokens and the limit on guessing. Where they are kept is `database::…::shared::accounts`.

mod guesses;
mod known;
mod passwords;
mod token;

pub use guesses::GuessLimit;
pub use known::KnownSessions;
pub use passwords::Passwords;
pub use token::{Token, TokenHash};

/// How long a session lives, in seconds: 30 days.
pub const SESSION_SECONDS: i64 = 30 * 86_400;
