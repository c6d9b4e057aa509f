//! Korean and English. Both texts of a sentence stand side by side where they are shown:
//!
//! ```ignore
//! let t = lang::say();
//! view! { <h1>{t("주문 내역", "Your orders")}</h1> }
//! ```

use crate::failure::Failure;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The languages that Hansang speaks; Korean unless the cookie `lang` says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Ko,
    En,
}

impl Lang {
    /// The BCP 47 tag, as in `<html lang>`, the cookie and the form.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ko => "ko",
            Lang::En => "en",
        }
    }

    /// The one of two texts that is in this language.
    pub fn pick(self, ko: &'static str, en: &'static str) -> &'static str {
        match self {
            Lang::Ko => ko,
            Lang::En => en,
        }
    }

    fn from_code(code: &str) -> Self {
        if code == "en" { Lang::En } else { Lang::Ko }
    }
}

/// Chooses between a Korean and an English text; `Copy`, so every closure of a view can have it.
pub fn say() -> impl Fn(&'static str, &'static str) -> &'static str + Copy + Send + Sync + 'static {
    let lang = current();
    move |ko, en| lang.pick(ko, en)
}

/// The language of this page. It never changes while a page lives: switching loads the page anew.
pub fn current() -> Lang {
    use_context::<Lang>().unwrap_or_default()
}

/// Finds the page's language and gives it to everything below. The server reads the cookie and writes it to
/// `<html lang>`, which is where the browser finds it, so both render the same words.
pub fn provide() -> Lang {
    let lang = detect();
    provide_context(lang);
    lang
}

#[cfg(feature = "ssr")]
fn detect() -> Lang {
    use_context::<axum::http::request::Parts>()
        .and_then(|request| cookie(&request.headers, COOKIE).map(Lang::from_code))
        .unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn detect() -> Lang {
    let html = document().document_element();
    html.and_then(|html| html.get_attribute("lang")).map(|code| Lang::from_code(&code)).unwrap_or_default()
}

#[cfg(feature = "ssr")]
const COOKIE: &str = "lang";

#[cfg(feature = "ssr")]
pub fn cookie<'a>(headers: &'a axum::http::HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(axum::http::header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Remembers the language for a year. Anyone may call it. As a plain form the browser comes back to the page it was on.
#[server(prefix = "", endpoint = "language")]
pub async fn choose_language(lang: Lang) -> Result<(), Failure> {
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code());
    let value = axum::http::HeaderValue::from_str(&cookie).map_err(|_| domain::Refusal::Internal)?;
    expect_context::<leptos_axum::ResponseOptions>().append_header(axum::http::header::SET_COOKIE, value);
    Ok(())
}

/// A button with the other language's name. A plain form, because every text of the page has to be rendered anew.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let (other, name) = match current() {
        Lang::Ko => (Lang::En, "English"),
        Lang::En => (Lang::Ko, "한국어"),
    };
    view! {
        <form class="language" method="post" action="/language">
            <button name="lang" value=other.code() lang=other.code()>{name}</button>
        </form>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{COOKIE, Lang, cookie};
    use crate::nonsense::like;
    use axum::http::{HeaderMap, HeaderValue, header};
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #[test]
        fn whatever_a_browser_sends_as_cookies_is_looked_through(lines in vec(like(&["cart=1; lang=en", "lang=;lang=ko", "lang"]), 0..3)) {
            let values = lines.iter().filter_map(|line| HeaderValue::from_bytes(line.as_bytes()).ok());
            let headers: HeaderMap = values.map(|value| (header::COOKIE, value)).collect();
            let found = cookie(&headers, COOKIE);
            prop_assert!(found.is_none_or(|found| !found.contains(';') && lines.iter().any(|line| line.contains(found))));
            prop_assert_eq!(Lang::from_code(found.unwrap_or_default()) == Lang::En, found == Some("en"));
        }
    }
}
