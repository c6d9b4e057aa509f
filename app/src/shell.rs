//! The HTML document around the app. Only the server writes it; the browser hydrates what is inside `<body>`.

use std::sync::OnceLock;

use leptos::{hydration::HydrationScripts, prelude::*};
use leptos_meta::MetaTags;

use crate::{App, customer::me::Theme, lang};

/// The whole document. Its scripts carry the nonce of the answer's content security policy.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let stylesheet = stylesheet(&options);
    view! {
        <!DOCTYPE html>
        <html lang=lang::provide().code() data-theme=Theme::kept().attribute()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fdfaf4"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#16120e"/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href="/site.webmanifest"/>
                <link rel="stylesheet" href=stylesheet/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The stylesheet's address with its content hash. `leptos_meta::HashedStylesheet` gives the same, but reads the
/// hash file again for every page.
fn stylesheet(options: &LeptosOptions) -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let hash = css_hash(options).map(|hash| format!(".{hash}")).unwrap_or_default();
        format!("/{}/{}{hash}.css", options.pkg_url_path(), options.output_name)
    })
}

/// cargo-leptos writes one `kind: hash` a line into a file beside the program.
fn css_hash(options: &LeptosOptions) -> Option<String> {
    if !options.hash_files {
        return None;
    }
    let file = std::env::current_exe().ok()?.with_file_name(&*options.hash_file);
    let hashes = std::fs::read_to_string(file).ok()?;
    let hash = hashes.lines().find_map(|line| line.strip_prefix("css:"))?;
    Some(hash.trim().to_owned())
}
