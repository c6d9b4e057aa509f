//! What was typed, kept over the way back to the form, which without scripts is a new page. Never the password.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Typed {
    pub role: String,
    pub name: String,
    pub email: String,
    pub phone: String,
}

#[cfg(feature = "ssr")]
const COOKIE: &str = "sign_up";

#[cfg(feature = "ssr")]
impl Typed {
    /// In a cookie for that one page, for two minutes, in hexadecimal because cookies are ASCII without commas and blanks.
    pub fn keep_for_next_page(&self) {
        let hex = encoded(self);
        if hex.len() < 3_000 {
            crate::account::session::set_cookie(&format!("{COOKIE}={hex}; HttpOnly; SameSite=Lax; Path=/sign-up; Max-Age=120"));
        }
    }

    /// What the last page left.
    pub fn kept() -> Typed {
        leptos::prelude::use_context::<axum::http::request::Parts>()
            .and_then(|request| crate::lang::cookie(&request.headers, COOKIE).and_then(decoded))
            .unwrap_or_default()
    }
}

/// The browser renders over what the server has written, so it needs none of it.
#[cfg(not(feature = "ssr"))]
impl Typed {
    pub fn kept() -> Typed {
        Typed::default()
    }
}

#[cfg(feature = "ssr")]
fn encoded(typed: &Typed) -> String {
    let json = serde_json::to_vec(typed).unwrap_or_default();
    json.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(feature = "ssr")]
fn decoded(hex: &str) -> Option<Typed> {
    let bytes: Option<Vec<u8>> =
        (0..hex.len()).step_by(2).map(|at| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok())).collect();
    serde_json::from_slice(&bytes?).ok()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    #[test]
    fn only_our_own_cookies_are_read() {
        assert_eq!(
            decoded("7b22726f6c65223a226f776e6572222c226e616d65223a22222c22656d61696c223a22222c2270686f6e65223a22227d")
                .unwrap()
                .role,
            "owner"
        );
        for broken in ["", "7", "zz", "7b7d7d", "가나"] {
            assert!(decoded(broken).is_none(), "{broken}");
        }
    }

    const TYPED: &str = r#"{"role":"owner","name":"김사장","email":"kim@example.com","phone":"010-1234-5678"}"#;

    fn hex(text: &str) -> String {
        text.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    proptest! {
        #[test]
        fn whatever_the_cookie_holds_was_typed_or_is_nothing(json in like(&[TYPED]), torn in like(&[&hex(TYPED)])) {
            for hex in [hex(&json), json, torn] {
                let Some(typed) = decoded(&hex) else { continue };
                prop_assert_eq!(decoded(&encoded(&typed)).map(|again| encoded(&again)), Some(encoded(&typed)));
            }
        }

        #[test]
        fn everything_that_is_typed_survives_the_way_back(
            role in like(&["owner"]), name in like(&["김사장"]), email in like(&["kim@example.com"]), phone in like(&["010-1234-5678"]),
        ) {
            let typed = Typed { role, name, email, phone };
            prop_assert_eq!(decoded(&encoded(&typed)).map(|again| encoded(&again)), Some(encoded(&typed)));
        }
    }
}
