//! The screens over HTTP: pages, their server functions, and the files that they load.

use std::path::{Path, PathBuf};

use app::{App, shell::shell};
use axum::{
    Router,
    http::{HeaderValue, header},
    middleware::map_response,
    response::Response,
};
use leptos::prelude::LeptosOptions;
use leptos_axum::{ErrorHandler, LeptosRoutes, generate_route_list};
use tower_http::services::ServeDir;

use crate::headers::secure_page;

/// Where the built site is and how its files are called.
///
/// The site is found from the program itself, so it can be started in any folder: `site/` beside it (as installed),
/// else `../site` (as built: `target/release/hansang` and `target/site`). `LEPTOS_SITE_ROOT` overrides both.
pub fn site() -> LeptosOptions {
    let program = std::env::current_exe().unwrap_or_default();
    let root = match std::env::var_os("LEPTOS_SITE_ROOT") {
        Some(root) => PathBuf::from(root),
        None => built_site(&program),
    };
    LeptosOptions::builder()
        .output_name("hansang")
        .site_root(root.to_string_lossy())
        .hash_files(program.with_file_name("hash.txt").exists())
        .build()
}

fn built_site(program: &Path) -> PathBuf {
    let installed = program.with_file_name("site");
    if installed.is_dir() { installed } else { program.with_file_name("../site") }
}

/// The routes of all screens. `context` gives each page and server function what it needs (its ports and its actor)
/// by `provide_context`; it runs once a request.
pub fn pages(site: LeptosOptions, context: impl Fn() + Clone + Send + Sync + 'static) -> Router {
    let context = move || {
        secure_page();
        context();
    };
    let document = {
        let site = site.clone();
        move || shell(site.clone())
    };
    let not_found = ErrorHandler::new_with_context(context.clone(), shell, site.clone());
    Router::new()
        .leptos_routes_with_context(&site, generate_route_list(App), context, document)
        .nest(&format!("/{}", site.site_pkg_dir), built_files(&site))
        .fallback_service(files(&*site.site_root).fallback(not_found))
        .with_state(site)
}

/// Wasm, scripts and styles. Their names carry a hash of their content, so a browser may keep them for good.
fn built_files(site: &LeptosOptions) -> Router<LeptosOptions> {
    let keep = if site.hash_files { "public, max-age=31536000, immutable" } else { "no-cache" };
    Router::new().fallback_service(files(Path::new(&*site.site_root).join(&*site.site_pkg_dir))).layer(map_response(
        async move |mut answer: Response| {
            if answer.status().is_success() {
                answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
            }
            answer
        },
    ))
}

/// A folder of files, of which the compressed copies made by the build are preferred.
fn files(folder: impl AsRef<Path>) -> ServeDir {
    ServeDir::new(folder).append_index_html_on_directories(false).precompressed_br().precompressed_gzip()
}
