use crate::{
    components::{Art, Badge, Plate, Rating, Tone, format},
    lang,
};
use domain::{
    StoreId,
    views::{MenuItemView, StoreView},
};
use leptos::prelude::*;

/// Fewer than this are announced.
const FEW: u32 = 5;

/// The menu in its sections, in the owner's order.
#[component]
pub fn Menu(store: StoreView) -> impl IntoView {
    let t = lang::say();
    let id = store.id;
    let sections = sections(store.menu, t("메뉴", "Menu"));
    let chips = sections.iter().enumerate().map(|(index, (name, _))| {
        view! { <a class="chip" href=format!("#section-{index}") rel="external">{name.clone()}</a> }
    });
    let nav = (sections.len() > 1).then(|| {
        view! { <nav class="menu-nav" aria-label=t("메뉴판", "Sections")><div class="chips">{chips.collect_view()}</div></nav> }
    });
    let lists = sections.into_iter().enumerate().map(|(index, (name, items))| {
        view! {
            <section class="menu-section" id=format!("section-{index}")>
                <h2>{name}</h2>
                <ul class="menu-list">
                    {items.into_iter().map(|item| view! { <li><MenuItem store=id item/></li> }).collect_view()}
                </ul>
            </section>
        }
    });
    let lists = lists.collect_view();
    view! {
        {nav}
        {lists}
    }
}

fn sections(menu: Vec<MenuItemView>, unnamed: &str) -> Vec<(String, Vec<MenuItemView>)> {
    let mut sections: Vec<(String, Vec<MenuItemView>)> = Vec::new();
    for item in menu {
        let name = item.section.as_ref().map_or(unnamed.to_owned(), ToString::to_string);
        match sections.iter_mut().find(|(section, _)| *section == name) {
            Some((_, items)) => items.push(item),
            None => sections.push((name, vec![item])),
        }
    }
    sections
}

#[component]
fn MenuItem(store: StoreId, item: MenuItemView) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let off = !item.available;
    let few = item.stock.filter(|left| (1..FEW).contains(left)).map(|left| {
        let text = format!("{left}{}", t("개 남았어요", " left"));
        view! { <Badge text tone=Tone::Brass/> }
    });
    let often = (item.order_count > 0).then(|| {
        view! { <Badge text=format::orders(item.order_count, lang::current()) tone=Tone::Brand/> }
    });
    let rating = item.rating;
    let note = off.then(|| t("품절", "Sold out").to_owned());
    view! {
        <a class="menu-item" href=format!("/stores/{store}?item={}", item.id) data-off=off data-noscroll=true>
            <span class="menu-item-text">
                <strong>{item.name.to_string()}</strong>
                {item.description.as_ref().map(|about| view! { <span class="menu-item-about">{about.to_string()}</span> })}
                <span class="money">{format::won(item.price, lang)}</span>
                <span class="badges">
                    {rating.map(|_| view! { <span class="meta"><Rating stars=rating/></span> })}
                    {often}
                    {few}
                </span>
            </span>
            {match note {
                Some(note) => view! { <Plate art=art(&item) off=true note=note/> }.into_any(),
                None => view! { <Plate art=art(&item)/> }.into_any(),
            }}
        </a>
    }
}

pub fn art(item: &MenuItemView) -> Art {
    Art::of(item.illustration.as_ref(), item.photo_url.as_ref())
}
