use crate::{
    components::{Art, EmptyState, Plate, PlateSize, Star, format},
    lang,
};
use domain::views::TopItem;
use leptos::prelude::*;

/// The most ordered, side by side; nothing before anybody has ordered.
#[component]
pub fn TopRow(top: Vec<TopItem>) -> impl IntoView {
    let t = lang::say();
    (!top.is_empty()).then(|| {
        let cards = top.into_iter().zip(1..).map(|(item, rank)| view! { <li><TopCard item rank/></li> });
        view! {
            <section>
                <div class="section-head">
                    <h2>{t("지금 많이 시켜요", "Ordered most right now")}</h2>
                    <small>{t("우리 동네", "Around here")}</small>
                </div>
                <ol class="top-items">{cards.collect_view()}</ol>
            </section>
        }
    })
}

#[component]
fn TopCard(item: TopItem, rank: u32) -> impl IntoView {
    let (href, art, name) = (address(&item), art(&item), item.name.to_string());
    view! {
        <a class="top-item" href=href>
            <Plate art=art size=PlateSize::Card rank=rank/>
            <strong>{name}</strong>
            <Orders item/>
        </a>
    }
}

/// All of them, one below the other.
#[component]
pub fn PopularList(top: Vec<TopItem>) -> impl IntoView {
    let t = lang::say();
    if top.is_empty() {
        return view! {
            <EmptyState
                art="bowl"
                title=t("아직 순위가 없어요", "No favourites yet")
                text=t("첫 주문이 나가면 여기에 보여요.", "They appear once the first orders have been cooked.")
            >
                <a class="button" href="/">{t("가게 둘러보기", "Look around")}</a>
            </EmptyState>
        }
        .into_any();
    }
    let lang = lang::current();
    let rows = top.into_iter().zip(1..).map(|(item, rank): (_, u32)| {
        let (href, art, name) = (address(&item), art(&item), item.name.to_string());
        let from = format!("{} · {}", item.store_name, format::won(item.price, lang));
        view! {
            <li>
                <a class="store-row" href=href>
                    <Plate art=art rank=rank/>
                    <span class="store-row-text">
                        <strong>{name}</strong>
                        <span class="meta">{from}</span>
                        <Orders item/>
                    </span>
                </a>
            </li>
        }
    });
    view! {
        <section>
            <div class="section-head"><h2>{t("지금 많이 시켜요", "Ordered most right now")}</h2></div>
            <ol class="store-list">{rows.collect_view()}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Orders(item: TopItem) -> impl IntoView {
    let rating = item.rating.map(|stars| view! { <Star/>{format::rating(stars)}" · " });
    view! { <span class="meta">{rating}{format::orders(item.order_count, lang::current())}</span> }
}

fn address(item: &TopItem) -> String {
    format!("/stores/{}?item={}", item.store_id, item.menu_item_id)
}

fn art(item: &TopItem) -> Art {
    Art::of(item.illustration.as_ref(), item.photo_url.as_ref())
}
