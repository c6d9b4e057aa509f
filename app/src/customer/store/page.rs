use super::{
    api::{StoreHere, load_store},
    cart_panel::{CartBar, CartPanel},
    head::StoreHead,
    item::ItemSheet,
    menu::Menu,
    swap::SwapSheet,
};
use crate::{
    account::sorry::Sorry,
    components::{RowsComing, Toast},
    customer::cart::{AddToCart, CartView, ChangeLine, ReplaceCart, my_cart},
    failure::Failure,
    lang,
};
use domain::{MenuItemId, Refusal, StoreId};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::time::Duration;

/// What the page's parts can do to the cart, and the cart after it.
#[derive(Clone, Copy)]
pub struct CartActions {
    pub add: ServerAction<AddToCart>,
    pub replace: ServerAction<ReplaceCart>,
    pub change: ServerAction<ChangeLine>,
    pub cart: Resource<Result<Option<CartView>, Failure>>,
}

impl CartActions {
    fn new() -> CartActions {
        let (add, replace, change) = (ServerAction::new(), ServerAction::new(), ServerAction::new());
        let versions = move || {
            let (add, replace, change): (ServerAction<AddToCart>, ServerAction<ReplaceCart>, ServerAction<ChangeLine>) =
                (add, replace, change);
            (add.version().get(), replace.version().get(), change.version().get())
        };
        CartActions { add, replace, change, cart: Resource::new_blocking(versions, |_| my_cart()) }
    }
}

/// `/stores/:id`, with `?item=` an item's sheet, with `?swap=` the question whether to replace the cart.
#[component]
pub fn StorePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<StoreId>().ok()));
    let store = Resource::new_blocking(
        move || id.get(),
        async |id| match id {
            Some(id) => load_store(id).await,
            None => Err(Refusal::NotFound.into()),
        },
    );
    let actions = CartActions::new();
    let content = move || {
        Suspend::new(async move {
            match store.await {
                Ok(here) => view! { <Store here actions/> }.into_any(),
                Err(failure) => view! { <main class="page"><Sorry failure/></main> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <main class="page"><RowsComing rows=6/></main> }>{content}</Transition> }
}

#[component]
fn Store(here: StoreHere, actions: CartActions) -> impl IntoView {
    let StoreHere { store, distance_m, in_reach } = here;
    let id = store.id;
    let query = use_query_map();
    let of_query = move |key: &'static str| query.with(|query| query.get(key));
    let item = Memo::new(move |_| of_query("item").and_then(|item| item.parse::<MenuItemId>().ok()));
    let swap = Memo::new(move |_| of_query("swap"));
    let added = Memo::new(move |_| of_query("added").and_then(|item| item.parse::<MenuItemId>().ok()));

    let menu = StoredValue::new(store.menu.clone());
    let find = move |id: MenuItemId| menu.with_value(|menu| menu.iter().find(|item| item.id == id).cloned());
    let sheet = move || item.get().and_then(find).map(|item| view! { <ItemSheet store=id item actions/> });
    let question = move || swap.get().map(|line| view! { <SwapSheet store=id line actions/> });

    let has_sheet = move || item.get().is_some() || swap.get().is_some();
    view! {
        <Title text=store.name.to_string()/>
        <main class="page store-page" data-wide inert=has_sheet>
            <div class="store-main">
                <StoreHead store=store.clone() distance_m in_reach/>
                <Menu store/>
            </div>
            <CartPanel store=id actions/>
            <CartBar store=id actions/>
        </main>
        {sheet}
        {question}
        <Added item=Signal::derive(move || added.get().and_then(find).map(|item| item.name.to_string()))/>
    }
}

/// Says for a moment what was put in.
#[component]
fn Added(item: Signal<Option<String>>) -> impl IntoView {
    let t = lang::say();
    let said = RwSignal::new(item.get_untracked());
    Effect::new(move |_| {
        said.set(item.get());
        if item.with(Option::is_some)
            && let Ok(timer) = set_timeout(move || drop(said.try_set(None)), Duration::from_secs(3))
        {
            on_cleanup(move || timer.clear());
        }
    });
    let text = move || said.get().map(|name| format!("{name}{}", t(" 담았어요", " is in your cart"))).unwrap_or_default();
    view! { <Toast text=Signal::derive(text)/> }
}
