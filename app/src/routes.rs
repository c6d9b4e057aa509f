//! Which address shows which page.
//!
//! A customer's and an account's pages are in the main wasm. A store's and a rider's are lazy: `#[lazy_route]` cuts
//! the page's `view` out of the main wasm into a chunk that is loaded on the first visit, and `Lazy::<X>::new()` puts
//! it in the table. Keep `data()` empty: it stays in the main wasm. In the page itself nothing is special (parameters,
//! navigation, resources, server functions). Every lazy route declared here must be in the table, or the split fails.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, LazyRoute, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    lazy_route, path,
};

use crate::{
    account::{sign_in::SignInPage, sign_up::SignUpPage},
    components::EmptyState,
    customer::{
        CustomerArea, address::AddressPage, cart::CartPage, checkout::CheckoutPage, home::HomePage, inbox::InboxPage, me::MePage,
        orders::OrdersPage, store::StorePage, tracking::TrackingPage,
    },
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
                        <Route path=path!("") view=HomePage/>
                        <Route path=path!("stores/:id") view=StorePage/>
                        <Route path=path!("cart") view=CartPage/>
                        <Route path=path!("checkout") view=CheckoutPage/>
                        <Route path=path!("orders") view=OrdersPage/>
                        <Route path=path!("orders/:id") view=TrackingPage/>
                        <Route path=path!("inbox") view=InboxPage/>
                        <Route path=path!("me") view=MePage/>
                        <Route path=path!("address") view=AddressPage/>
                    </ParentRoute>
                    <Route path=path!("sign-in") view=SignInPage ssr=WHOLE/>
                    <Route path=path!("sign-up") view=SignUpPage ssr=WHOLE/>
                    <ParentRoute path=path!("store") view={Lazy::<StoreRoute>::new()} ssr=WHOLE>
                        <Route path=path!("") view={Lazy::<BoardRoute>::new()}/>
                        <Route path=path!("menu") view={Lazy::<MenuRoute>::new()}/>
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

macro_rules! lazy {
    ($($route:ident => $page:path;)*) => {$(
        struct $route;

        #[lazy_route]
        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            fn view(_route: Self) -> AnyView {
                $page().into_any()
            }
        }
    )*};
}

lazy! {
    StoreRoute => store::StoreArea;
    BoardRoute => store::board::BoardPage;
    MenuRoute => store::menu::MenuPage;
    SettingsRoute => store::settings::SettingsPage;
    NewStoreRoute => store::new_store::NewStorePage;

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
