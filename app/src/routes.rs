//! Which address shows which page.
//!
//! All pages are lazy, in five chunks of wasm that are loaded on the first visit to one of their pages: the first page
//! comes with little code, and a customer never downloads a store's or a rider's. To add a page, name it in its `chunk!`
//! and put `Lazy::<ItsRoute>::new()` in the table; a lazy route that is declared but not used breaks the split. In a
//! page nothing is special: parameters, navigation, resources and server functions work as anywhere.

use leptos::{LazyViewError, lazy, prelude::*};
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, LazyRoute, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    account,
    components::EmptyState,
    customer::{self, CustomerArea},
    lang, rider, store,
};

/// Pages are sent when all their data is there: a browser without JavaScript could not put later pieces in their place,
/// and what a page finds out (a redirect, a 404, its title) belongs at the front of the answer.
const WHOLE: SsrMode = SsrMode::Async;

/// The app, from `<body>` on.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let t = lang::provide();
    view! {
        <Title formatter=move |page: String| titled(page, t)/>
        <Router>
            <ErrorBoundary fallback=|_| view! { <PageNotLoaded/> }>
                <Routes fallback=|| view! { <NotFound/> }>
                    <ParentRoute path=path!("") view=CustomerArea ssr=WHOLE>
                        <Route path=path!("") view={Lazy::<HomeRoute>::new()}/>
                        <Route path=path!("stores/:id") view={Lazy::<MenuRoute>::new()}/>
                        <Route path=path!("cart") view={Lazy::<CartRoute>::new()}/>
                        <Route path=path!("checkout") view={Lazy::<CheckoutRoute>::new()}/>
                        <Route path=path!("orders") view={Lazy::<OrdersRoute>::new()}/>
                        <Route path=path!("orders/:id") view={Lazy::<TrackingRoute>::new()}/>
                        <Route path=path!("inbox") view={Lazy::<InboxRoute>::new()}/>
                        <Route path=path!("me") view={Lazy::<MeRoute>::new()}/>
                        <Route path=path!("address") view={Lazy::<AddressRoute>::new()}/>
                    </ParentRoute>
                    <Route path=path!("sign-in") view={Lazy::<SignInRoute>::new()} ssr=WHOLE/>
                    <Route path=path!("sign-up") view={Lazy::<SignUpRoute>::new()} ssr=WHOLE/>
                    <ParentRoute path=path!("store") view={Lazy::<ConsoleRoute>::new()} ssr=WHOLE>
                        <Route path=path!("") view={Lazy::<BoardRoute>::new()}/>
                        <Route path=path!("menu") view={Lazy::<EditorRoute>::new()}/>
                        <Route path=path!("settings") view={Lazy::<SettingsRoute>::new()}/>
                        <Route path=path!("new") view={Lazy::<NewStoreRoute>::new()}/>
                    </ParentRoute>
                    <ParentRoute path=path!("rider") view={Lazy::<RiderRoute>::new()} ssr=WHOLE>
                        <Route path=path!("") view={Lazy::<NearbyRoute>::new()}/>
                        <Route path=path!("current") view={Lazy::<CurrentRoute>::new()}/>
                        <Route path=path!("earnings") view={Lazy::<EarningsRoute>::new()}/>
                    </ParentRoute>
                </Routes>
            </ErrorBoundary>
        </Router>
    }
}

/// One chunk of wasm and a lazy route for each of its pages. (`#[lazy_route]` would make a chunk for each page, and one
/// more for each set of pages that share something: dozens of them.)
macro_rules! chunk {
    ($chunk:ident, $preload:ident: $($route:ident => $page:path;)*) => {
        #[lazy(fallible)]
        fn $chunk(route: &'static str) -> Result<AnyView, LazyViewError> {
            $(if route == stringify!($route) {
                return Ok($page().into_any());
            })*
            Ok(().into_any())
        }

        $(struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_route: Self) -> AnyView {
                $chunk(stringify!($route)).await.into_any()
            }

            async fn preload() {
                // A chunk that does not come is asked for again by `view`, which shows the failure.
                #[cfg(feature = "hydrate")]
                $preload().await.ok();
            }
        })*
    };
}

chunk! { browsing, __preload_browsing:
    HomeRoute => customer::home::HomePage;
}

chunk! { ordering, __preload_ordering:
    MenuRoute => customer::store::StorePage;
    CartRoute => customer::cart::CartPage;
    CheckoutRoute => customer::checkout::CheckoutPage;
    AddressRoute => customer::address::AddressPage;
}

chunk! { following, __preload_following:
    OrdersRoute => customer::orders::OrdersPage;
    TrackingRoute => customer::tracking::TrackingPage;
    InboxRoute => customer::inbox::InboxPage;
    MeRoute => customer::me::MePage;
    SignInRoute => account::sign_in::SignInPage;
    SignUpRoute => account::sign_up::SignUpPage;
}

chunk! { console, __preload_console:
    ConsoleRoute => store::StoreArea;
    BoardRoute => store::board::BoardPage;
    EditorRoute => store::menu::MenuPage;
    SettingsRoute => store::settings::SettingsPage;
    NewStoreRoute => store::new_store::NewStorePage;
}

chunk! { riding, __preload_riding:
    RiderRoute => rider::RiderArea;
    NearbyRoute => rider::nearby::NearbyPage;
    CurrentRoute => rider::current::CurrentPage;
    EarningsRoute => rider::earnings::EarningsPage;
}

fn titled(page: String, lang: lang::Lang) -> String {
    let hansang = lang.pick("한상", "Hansang");
    if page.is_empty() { hansang.to_owned() } else { format!("{page} · {hansang}") }
}

#[component]
fn NotFound() -> impl IntoView {
    let t = lang::say();
    // The server finds a screen at `/stores//`, with an empty id; the router finds none.
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=t("없는 페이지", "Not found")/>
        <main class="page">
            <EmptyState
                art="magnifier"
                title=t("여기엔 아무것도 없어요", "There is nothing here")
                text=t("주소가 바뀌었거나, 보실 수 없는 곳이에요.", "It has moved, or it is not for you to see.")
                page=true
            >
                <a class="button" data-kind="primary" href="/">{t("맛있는 것 보러 가기", "Find something tasty")}</a>
            </EmptyState>
        </main>
    }
}

/// A lazy page's chunk could not be fetched: no connection, or a new version was installed since this page was loaded.
#[component]
fn PageNotLoaded() -> impl IntoView {
    let t = lang::say();
    view! {
        <main class="page" role="alert">
            <EmptyState
                art="antenna"
                title=t("페이지를 불러오지 못했어요", "This page did not load")
                text=t("연결을 확인하고 다시 열어 주세요.", "Check your connection and open it again.")
                page=true
            >
                <a class="button" data-kind="primary" href="" rel="external">{t("다시 열기", "Open again")}</a>
            </EmptyState>
        </main>
    }
}
