//! What was typed, kept over the way back to a form that was refused, which without scripts is a new page. Never a password.

#[cfg(feature = "ssr")]
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;

/// A form and the one page that shows it: `cookie` is for that `page` only, a path.
pub struct Form {
    /// The cookie's name.
    pub cookie: &'static str,
    /// The path that the browser shows it to.
    pub page: &'static str,
}

/// The most of a cookie, in bytes: browsers take 4,096 with its name (RFC 6265, section 6.1).
#[cfg(feature = "ssr")]
const LONGEST: usize = 3_900;

#[cfg(feature = "ssr")]
impl Form {
    /// Leaves it for the page that shows the form again, for two minutes; in hexadecimal, because cookies are ASCII without commas and
    /// blanks. Whether it fits: what does not is not kept, nor is what was typed before it.
    pub fn keep(&self, typed: &impl serde::Serialize) -> bool {
        let Form { cookie, page } = self;
        let hex = encoded(typed);
        let fits = hex.len() <= LONGEST;
        let hex = if fits { &hex } else { "" };
        crate::account::session::set_cookie(&format!("{cookie}={hex}; HttpOnly; SameSite=Lax; Path={page}; Max-Age=120"));
        fits
    }

    /// What was left, if this page is the answer to a form that `F` refused.
    pub fn kept<F: ServerFn, T: DeserializeOwned>(&self) -> Option<T> {
        use_context::<ServerActionError>().filter(|error| error.path() == F::PATH)?;
        let request = use_context::<axum::http::request::Parts>()?;
        crate::lang::cookie(&request.headers, self.cookie).and_then(decoded)
    }
}

/// The browser renders over what the server has written, so it needs none of it.
#[cfg(not(feature = "ssr"))]
impl Form {
    /// Nothing.
    pub fn kept<F: ServerFn, T: DeserializeOwned>(&self) -> Option<T> {
        None
    }
}

#[cfg(feature = "ssr")]
fn encoded(typed: &impl serde::Serialize) -> String {
    let json = serde_json::to_vec(typed).unwrap_or_default();
    json.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(feature = "ssr")]
fn decoded<T: DeserializeOwned>(hex: &str) -> Option<T> {
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
        assert_eq!(decoded::<String>("226b696d406578616d706c652e636f6d22").as_deref(), Some("kim@example.com"));
        for broken in ["", "7", "zz", "7b7d7d", "가나"] {
            assert_eq!(decoded::<String>(broken), None, "{broken}");
        }
    }

    const TYPED: &str = r#"["해물파전","15,000원"]"#;

    fn hex(text: &str) -> String {
        text.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    proptest! {
        #[test]
        fn whatever_the_cookie_holds_was_typed_or_is_nothing(json in like(&[TYPED]), torn in like(&[&hex(TYPED)])) {
            for hex in [hex(&json), json, torn] {
                let Some(typed) = decoded::<(String, String)>(&hex) else { continue };
                prop_assert_eq!(decoded(&encoded(&typed)), Some(typed));
            }
        }

        #[test]
        fn everything_that_is_typed_survives_the_way_back(name in like(&["해물파전"]), text in like(&["겉은 바삭; \"속은\", 촉촉"])) {
            let typed = (name, text);
            let cookie = encoded(&typed);
            prop_assert!(cookie.bytes().all(|byte| byte.is_ascii_hexdigit()));
            prop_assert_eq!(decoded(&cookie), Some(typed));
        }
    }
}
