//! The frame of every console page: the places at its side, the store's name, which of several stores.

use super::mine::Mine;
use crate::{
    account::sign_out::SignOut,
    components::{ConsoleNav, EmptyState, Glyph, Icon, Place},
    lang,
};
use domain::{StoreId, views::StoreSummary};
use leptos::{form::ActionForm, prelude::*};

/// `children`: the page's own `<main>` content, head first.
#[component]
pub fn Console(children: Children) -> impl IntoView {
    let t = lang::say();
    let places = vec![
        Place::new("/store", Glyph::Board, t("주문 보드", "Order board")).exact(),
        Place::new("/store/menu", Glyph::Utensils, t("메뉴", "Menu")),
        Place::new("/store/settings", Glyph::Settings, t("가게 설정", "Store settings")),
    ];
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <div class="console">
            <ConsoleNav places>
                <ActionForm action=sign_out>
                    <button class="console-leave" aria-label=t("로그아웃", "Sign out") title=t("로그아웃", "Sign out")>
                        <Icon name=Glyph::LogOut/>
                    </button>
                </ActionForm>
            </ConsoleNav>
            <main class="console-main">{children()}</main>
        </div>
    }
}

/// The other stores of an owner who has several; nothing for one.
#[component]
pub fn StoreSwitch(
    stores: Vec<StoreSummary>,
    chosen: StoreId,
    /// The page to come back to.
    here: &'static str,
) -> impl IntoView {
    let t = lang::say();
    (stores.len() > 1).then(|| {
        let links = stores.into_iter().map(|store| {
            let current = (store.id == chosen).then_some("true");
            view! { <a class="chip" href=format!("{here}?store={}", store.id) aria-current=current>{store.name.to_string()}</a> }
        });
        view! { <nav class="chips store-switch" aria-label=t("내 가게", "Your stores")>{links.collect_view()}</nav> }
    })
}

/// Before the first store is opened.
#[component]
pub fn FirstStore() -> impl IntoView {
    let t = lang::say();
    view! {
        <Console>
            <EmptyState
                art="shop"
                page=true
                title=t("첫 가게를 열어 볼까요?", "Shall we open your first store?")
                text=t(
                    "이름과 주소만 있으면 돼요. 메뉴는 그다음에 천천히 채워요.",
                    "A name and an address are enough. The menu comes next, at your own pace.",
                )
            >
                <a class="button" data-kind="primary" href="/store/new">{t("가게 열기", "Open a store")}</a>
            </EmptyState>
        </Console>
    }
}

/// The page of the store in hand, or the way to a first store.
pub fn of_store<V: IntoView + 'static>(
    mine: Mine,
    page: impl FnOnce(Vec<StoreSummary>, domain::views::StoreView) -> V,
) -> AnyView {
    match mine.store {
        Some(store) => page(mine.stores, store).into_any(),
        None => view! { <FirstStore/> }.into_any(),
    }
}
