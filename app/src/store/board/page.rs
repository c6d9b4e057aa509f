use super::super::console::{Console, of_store};
use super::{api::load_board, board_view::BoardView};
use crate::{account::sorry::Sorry, components::CardsComing, lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/store?store=`.
#[component]
pub fn BoardPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("store")));
    let board = Resource::new_blocking(move || asked.get(), load_board);
    let page = move || {
        Suspend::new(async move {
            match board.await {
                Ok(data) => of_store(data.mine.clone(), |stores, store| {
                    view! { <Console><BoardView data stores store/></Console> }
                }),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("주문 보드", "Order board")/>
        <Transition fallback=|| view! { <Console><CardsComing/></Console> }>{page}</Transition>
    }
}
