//! Where people go once they are signed in.

use domain::Role;

/// A role's first page.
pub const fn home_of(role: Role) -> &'static str {
    match role {
        Role::Customer => "/",
        Role::Owner => "/store",
        Role::Rider => "/rider",
        Role::Operator => "/me",
    }
}

/// Where somebody wanted to go, if that is a path of this very site; else their role's home.
///
/// `//host` and `/\host` are other sites to a browser, and it drops tabs and line breaks before it looks. Other control characters fit
/// into no header, so that nobody would be led anywhere.
pub fn after_sign_in(next: &str, role: Role) -> &str {
    let elsewhere = next.starts_with("//") || next.contains(|c: char| c == '\\' || c.is_control());
    if next.starts_with('/') && !elsewhere && !next.starts_with("/sign-") { next } else { home_of(role) }
}

/// The sign-in page that comes back to this path.
pub fn sign_in_then(next: &str) -> String {
    if next == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", escaped(next)) }
}

/// As a value in a query: what would end or split it is percent-encoded.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b'@' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(after_sign_in("/checkout?x=1", Role::Customer), "/checkout?x=1");
        for elsewhere in ["", "https://evil.test", "//evil.test", "/\\evil.test", "/\t/evil.test", "/\0", "evil", "/sign-in"] {
            assert_eq!(after_sign_in(elsewhere, Role::Rider), "/rider", "{elsewhere:?}");
        }
    }

    #[test]
    fn a_path_survives_inside_a_query() {
        assert_eq!(sign_in_then("/store?store=1&item=2"), "/sign-in?next=/store%3Fstore%3D1%26item%3D2");
        assert_eq!(sign_in_then("/"), "/sign-in");
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_leads_to_a_path_of_this_site(next in like(&["/checkout?x=1", "//evil.test", "/\\evil.test", "/sign-in"])) {
            let path = after_sign_in(&next, Role::Rider);
            prop_assert!(path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'));
            prop_assert!(http::HeaderValue::from_str(path).is_ok());
            prop_assert!(sign_in_then(&next).bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }
}
