use super::super::console::StoreSwitch;
use super::{
    api::{AddItem, ChangeItem, SellOut, SetStock},
    editor::ItemEditor,
    line::MenuLine,
    typed::{KeptItem, TypedItem},
};
use crate::{
    components::{EmptyState, FailureNotice, Glyph, Icon},
    failure::Failure,
    lang,
};
use domain::views::{MenuItemView, StoreSummary, StoreView};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What is beside the list: an item's form, an empty one, or a word on what to do.
#[derive(Debug, Clone, PartialEq)]
enum Beside {
    Nothing,
    NewItem,
    Item(String),
}

/// The list, by section, and the item that is being edited beside it (`?item=`, or `?item=new`).
#[component]
pub fn MenuView(
    stores: Vec<StoreSummary>,
    store: StoreView,
    /// What was typed into the form that was refused, if this page is the answer to one.
    kept: Option<KeptItem>,
) -> impl IntoView {
    let t = lang::say();
    let id = store.id;
    let menu = RwSignal::new(store.menu);
    let (add, change) = (ServerAction::<AddItem>::new(), ServerAction::<ChangeItem>::new());
    let (sell_out, set_stock) = (ServerAction::<SellOut>::new(), ServerAction::<SetStock>::new());
    let kept = StoredValue::new(kept);
    let changed = move |item: MenuItemView| menu.update(|menu| put(menu, item));
    for outcome in outcomes(add, change, sell_out, set_stock) {
        Effect::new(move |_| {
            if let Some(Ok(item)) = outcome.get() {
                kept.set_value(None);
                changed(item);
            }
        });
    }
    let failure = Signal::derive(move || {
        let taps = [sell_out.value().get(), set_stock.value().get()];
        taps.into_iter().flatten().find_map(Result::err)
    });

    let query = use_query_map();
    let beside = Memo::new(move |_| match query.with(|query| query.get("item")) {
        None => Beside::Nothing,
        Some(item) if item == "new" => Beside::NewItem,
        Some(item) => Beside::Item(item),
    });
    let editor = move || {
        let item = match beside.get() {
            Beside::Nothing => return view! { <Hint/> }.into_any(),
            Beside::NewItem => None,
            Beside::Item(id) => match menu.with_untracked(|menu| find(menu, &id)) {
                Some(item) => Some(item),
                None => return view! { <Hint/> }.into_any(),
            },
        };
        let id_of_item = item.as_ref().map(|item| item.id);
        let of = id_of_item.map(|id| id.to_string()).unwrap_or_default();
        let photo = Memo::new(move |_| menu.with(|menu| find(menu, &of)).and_then(|item| item.photo_url));
        let held = item.as_ref().map(TypedItem::of).unwrap_or_default();
        let kept = kept.get_value().filter(|kept| kept.of == id_of_item);
        let typed = kept.map_or_else(|| held.clone(), |kept| kept.typed.or_groups_of(&held));
        let sections = menu.with_untracked(|menu| sections(menu).into_iter().filter_map(|(name, _)| name).collect());
        view! { <ItemEditor store=id item=id_of_item typed sections photo add change changed/> }.into_any()
    };
    let list = move || {
        let beside = beside.get();
        let sections = menu.with(|menu| sections(menu));
        if sections.is_empty() {
            return view! { <EmptyMenu/> }.into_any();
        }
        let section = move |(name, items): (Option<String>, Vec<MenuItemView>)| {
            let lines = items.into_iter().map(|item| {
                let current = beside == Beside::Item(item.id.to_string());
                view! { <MenuLine item current sell_out set_stock/> }
            });
            view! {
                <section class="panel">
                    <h2>{name.unwrap_or_else(|| t("그 밖에", "Others").to_owned())}</h2>
                    <ul class="rows">{lines.collect_view()}</ul>
                </section>
            }
        };
        sections.into_iter().map(section).collect_view().into_any()
    };
    view! {
        <header class="console-head">
            <h1>{t("메뉴", "Menu")}</h1>
            <span class="meta">{store.name.to_string()}</span>
            <div class="console-head-end">
                <a class="chip" href=format!("/stores/{id}")>{t("손님 화면 보기", "See the store's page")}</a>
                <a class="chip" href="/store/menu?item=new"><Icon name=Glyph::Plus/>{t("새 메뉴", "New item")}</a>
            </div>
        </header>
        <StoreSwitch stores chosen=id here="/store/menu"/>
        <FailureNotice failure/>
        <div class="columns menu-columns" data-editing=move || beside.get() != Beside::Nothing>
            <div class="stack">{list}</div>
            {editor}
        </div>
    }
}

#[component]
fn Hint() -> impl IntoView {
    let t = lang::say();
    view! {
        <aside class="panel menu-hint" data-kind="quiet">
            <p class="meta">{t("메뉴를 누르면 여기에서 고칠 수 있어요.", "Tap an item to edit it here.")}</p>
        </aside>
    }
}

#[component]
fn EmptyMenu() -> impl IntoView {
    let t = lang::say();
    view! {
        <EmptyState
            art="cook"
            title=t("아직 메뉴가 없어요", "No items yet")
            text=t("가장 자신 있는 것부터 올려 볼까요?", "Start with the one you are proudest of.")
        >
            <a class="button" data-kind="primary" href="/store/menu?item=new">{t("첫 메뉴 올리기", "Add the first item")}</a>
        </EmptyState>
    }
}

type Outcome = Option<Result<MenuItemView, Failure>>;

fn outcomes(
    add: ServerAction<AddItem>,
    change: ServerAction<ChangeItem>,
    sell_out: ServerAction<SellOut>,
    set_stock: ServerAction<SetStock>,
) -> [Signal<Outcome>; 4] {
    [add.value().into(), change.value().into(), sell_out.value().into(), set_stock.value().into()]
}

fn put(menu: &mut Vec<MenuItemView>, item: MenuItemView) {
    match menu.iter_mut().find(|held| held.id == item.id) {
        Some(held) => *held = item,
        None => menu.push(item),
    }
}

fn find(menu: &[MenuItemView], id: &str) -> Option<MenuItemView> {
    menu.iter().find(|item| item.id.to_string() == id).cloned()
}

/// In the order in which each first appears; items without a section come as one of their own.
fn sections(menu: &[MenuItemView]) -> Vec<(Option<String>, Vec<MenuItemView>)> {
    let mut sections: Vec<(Option<String>, Vec<MenuItemView>)> = Vec::new();
    for item in menu {
        let name = item.section.as_ref().map(ToString::to_string);
        match sections.iter_mut().find(|(section, _)| *section == name) {
            Some((_, items)) => items.push(item.clone()),
            None => sections.push((name, vec![item.clone()])),
        }
    }
    sections
}
