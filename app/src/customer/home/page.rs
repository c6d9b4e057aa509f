use super::{
    api::{Home, Wanted, load_home},
    banner::OrderBanner,
    map::StoresMap,
    search::{KindChips, SearchField},
    stores::StoreList,
    top::{PopularList, TopRow},
};
use crate::{
    components::{ErrorState, Glyph, Icon, RowsComing},
    lang,
};
use domain::store::StoreKind;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Each is live, and a browser keeps six connections to a server at most. All orders are on their own page.
const MOST_BANNERS: usize = 3;

/// `/`, with `?kind=`, `?popular=1` and `?q=`.
#[component]
pub fn HomePage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        query.with(|query| Wanted {
            kind: query.get_str("kind").and_then(StoreKind::parse),
            popular: query.get_str("popular").is_some(),
            search: query.get("q"),
        })
    });
    let data = Resource::new_blocking(move || wanted.get(), |Wanted { kind, popular, search }| load_home(kind, popular, search));
    let content = move || {
        Suspend::new(async move {
            match data.await {
                Ok(home) => view! { <Neighbourhood home wanted=wanted.get_untracked()/> }.into_any(),
                Err(failure) => view! { <ErrorState failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("우리 동네 맛집", "Near you")/>
        <main class="page home" data-wide>
            <h1 class="said">{t("우리 동네 맛집", "Food near you")}</h1>
            <Transition fallback=|| view! { <RowsComing rows=6/> }>{content}</Transition>
        </main>
    }
}

#[component]
fn Neighbourhood(home: Home, wanted: Wanted) -> impl IntoView {
    let t = lang::say();
    let Home { address, stores, top, running, in_cart, now } = home;
    let cart = (in_cart > 0).then(|| {
        view! {
            <a class="icon-button" href="/cart" aria-label=format!("{} {in_cart}", t("장바구니", "Cart"))>
                <Icon name=Glyph::Cart/>
                <span class="count">{in_cart}</span>
            </a>
        }
    });
    let searching = wanted.search.as_deref().is_some_and(|words| !words.trim().is_empty());
    // What is under way and what is ordered most come first while nothing in particular is looked for.
    let looking_around = !searching && !wanted.popular && wanted.kind.is_none();
    let banners = running.into_iter().take(if looking_around { MOST_BANNERS } else { 0 });
    let banners = banners.map(|order| view! { <OrderBanner order now/> }).collect_view();
    let map = view! { <StoresMap address=address.clone() stores=stores.clone()/> };
    let list = if wanted.popular {
        view! { <PopularList top/> }.into_any()
    } else {
        let row = looking_around.then(|| view! { <TopRow top/> });
        view! {
            {row}
            <StoreList stores wanted=wanted.clone()/>
        }
        .into_any()
    };
    view! {
        <header class="home-head">
            <a class="address-button" href="/address">
                <span>{address.line.to_string()}</span>
                <Icon name=Glyph::ChevronDown/>
            </a>
            <span class="home-head-end">
                {cart}
                <a class="icon-button" href="#search" rel="external" aria-label=t("찾기", "Search")>
                    <Icon name=Glyph::Search/>
                </a>
            </span>
        </header>
        <div class="home-list">
            <SearchField wanted=wanted.clone()/>
            <KindChips wanted/>
            {banners}
            {list}
        </div>
        <aside class="home-map map-frame">{map}</aside>
    }
}
