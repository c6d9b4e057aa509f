use super::super::console::{Console, of_store};
use super::{
    api::{MenuData, load_menu},
    menu_view::MenuView,
};
use crate::{account::sorry::Sorry, components::RowsComing, lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/store/menu?store=&item=`.
#[component]
pub fn MenuPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("store")));
    let menu = Resource::new_blocking(move || asked.get(), load_menu);
    let page = move || {
        Suspend::new(async move {
            match menu.await {
                Ok(MenuData { mine, kept }) => {
                    of_store(mine, |stores, store| view! { <Console><MenuView stores store kept/></Console> })
                }
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("메뉴", "Menu")/>
        <Transition fallback=|| view! { <Console><RowsComing/></Console> }>{page}</Transition>
    }
}
