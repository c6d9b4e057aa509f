//! Texts that people type. Trimmed, bounded, and free of control characters once they exist.

use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAText {
    #[error("must not be empty")]
    Empty,
    #[error("must have at most {0} characters")]
    TooLong(usize),
    #[error("must not contain control characters")]
    ControlCharacter,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($max:literal $(, $lines:ident)?))*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name(String);

        impl $name {
            /// The most characters it may have.
            pub const MAX: usize = $max;

            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Nothing typed is no text; anything else must be a valid one.
            pub fn optional(text: &str) -> Result<Option<$name>, NotAText> {
                match $name::try_from(text.to_owned()) {
                    Err(NotAText::Empty) => Ok(None),
                    read => read.map(Some),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAText;

            fn try_from(text: String) -> Result<$name, NotAText> {
                let lines = false $(|| stringify!($lines) == "lines")?;
                checked(&text, $max, lines).map($name)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )* };
}

texts! {
    /// What a person, a store, an item or a choice is called.
    Name(60)
    /// One line of a street address.
    AddressLine(120)
    /// What an item is, in the seller's words.
    Description(500, lines)
    /// What a customer wants the store and the rider to know.
    Note(200, lines)
    /// Why somebody says no or changes their mind.
    Reason(200, lines)
    /// A parcel carrier's name or a tracking number.
    ParcelText(60)
    /// A reference to a saved card at the payment gateway, never a card number.
    CardToken(200)
}

/// A text field that was left blank says nothing.
pub fn blank_is_none<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<String, Error: std::fmt::Display>,
{
    let text = Option::<String>::deserialize(deserializer)?.filter(|text| !text.trim().is_empty());
    text.map(T::try_from).transpose().map_err(serde::de::Error::custom)
}

fn checked(text: &str, max: usize, lines: bool) -> Result<String, NotAText> {
    let seen: String = text.chars().filter(|c| !is_stray(*c)).collect();
    let text = seen.trim();
    if text.is_empty() {
        return Err(NotAText::Empty);
    }
    if text.chars().count() > max {
        return Err(NotAText::TooLong(max));
    }
    if text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'))) {
        return Err(NotAText::ControlCharacter);
    }
    Ok(text.to_owned())
}

/// What comes along unseen when a text is pasted, and is left out: what has the property Bidi_Control, so that no name reads backwards
/// (Unicode Standard Annex 9, section 2), and blanks of no width. The joiners U+200C and U+200D stay: emoji and some scripts need them.
fn is_stray(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_bounded_and_printable() {
        assert_eq!(Name::try_from("  봄날국수 ".to_owned()).unwrap().as_str(), "봄날국수");
        assert_eq!(Name::try_from(" ".to_owned()), Err(NotAText::Empty));
        assert_eq!(Name::try_from("가".repeat(61)), Err(NotAText::TooLong(60)));
        assert_eq!(Name::try_from("a\nb".to_owned()), Err(NotAText::ControlCharacter));
        assert!(Note::try_from("문 앞에\n두고 가 주세요".to_owned()).is_ok());
        assert_eq!(Note::optional(" \u{200b} "), Ok(None));
    }

    #[test]
    fn nothing_invisible_turns_a_text_around_or_hides_in_it() {
        let turning =
            ['\u{61c}', '\u{200e}', '\u{200f}'].into_iter().chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
        for c in turning.chain(['\u{200b}', '\u{2060}', '\u{feff}']) {
            assert_eq!(Name::try_from(format!("{c}국수{c}집 {c}")).unwrap().as_str(), "국수집", "{c:?}");
            assert_eq!(Note::try_from(format!("{c} ")), Err(NotAText::Empty), "{c:?}");
        }
        for c in ['\0', '\u{1b}', '\u{7f}', '\u{85}'] {
            assert_eq!(Note::try_from(format!("국수{c}집")), Err(NotAText::ControlCharacter), "{c:?}");
        }
        for emoji in ["👩‍🍳 국수", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم"] {
            assert_eq!(Name::try_from(emoji.to_owned()).unwrap().as_str(), emoji);
        }
    }
}
