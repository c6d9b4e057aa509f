//! What a visitor's browser remembers for them: the cart, the address, the theme. None of it is trusted: whoever reads one parses it.

use crate::{account::session::set_cookie, backend::visitor};
use axum::http::{header::COOKIE, request::Parts};
use leptos::prelude::use_context;

/// Half a year, in seconds.
const LIFETIME: u32 = 180 * 86_400;

/// The longest value that is written: browsers drop a cookie of more than 4,096 bytes, name and attributes included (RFC 6265, section 6.1).
pub const LONGEST: usize = 3_800;

/// The text kept under this name, if there is one.
pub fn read(name: &str) -> Option<String> {
    let request = use_context::<Parts>()?;
    let lines = request.headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).and_then(|(_, value)| decoded(value))
}

/// Keeps a text, out of reach of scripts.
pub fn write(name: &str, text: &str) {
    set_cookie(&format!("{name}={}; Path=/; Max-Age={LIFETIME}; HttpOnly; SameSite=Lax{}", encoded(text), secure()));
}

/// Forgets it.
pub fn clear(name: &str) {
    set_cookie(&format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{}", secure()));
}

fn secure() -> &'static str {
    if visitor().secure { "; Secure" } else { "" }
}

/// Percent-encodes what a cookie's value may not hold (RFC 6265, section 4.1.1), and the percent sign.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\' | b'%') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    #[test]
    fn a_text_survives_a_cookie() {
        for text in ["", "연희로 12길 8, 302호", "100% \"맛있어요\"; Path=/\r\n", "a_b~c.d"] {
            let value = encoded(text);
            assert!(value.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')), "{value}");
            assert_eq!(decoded(&value).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_broken_cookie_is_no_text() {
        for value in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(value), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn every_text_survives_a_cookie(text in like(&["연희로 12길 8, 302호", "100% \"맛있어요\"; Path=/"])) {
            let value = encoded(&text);
            prop_assert!(value.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')));
            prop_assert_eq!(decoded(&value), Some(text));
        }

        #[test]
        fn whatever_a_cookie_holds_is_a_text_or_none(value in like(&["%EC%97%B0%ED%9D%AC", "a_b~c.d", "%ec%9", "%C0%80"])) {
            if let Some(text) = decoded(&value) {
                prop_assert_eq!(decoded(&encoded(&text)), Some(text));
            }
        }
    }
}
