use super::api::Wanted;
use crate::{
    account::home::escaped,
    components::{Glyph, Icon},
    lang,
};
use domain::store::StoreKind;
use leptos::prelude::*;

/// A plain form, so that it needs no scripts and its address can be shared.
#[component]
pub fn SearchField(wanted: Wanted) -> impl IntoView {
    let t = lang::say();
    let words = wanted.search.clone().unwrap_or_default();
    let kind = wanted.kind.map(|kind| view! { <input type="hidden" name="kind" value=kind.as_str()/> });
    view! {
        <form class="search-field" id="search" role="search" action="/" method="get" data-open=wanted.search.is_some()>
            <Icon name=Glyph::Search/>
            <input
                class="input"
                type="search"
                name="q"
                value=words
                maxlength="60"
                enterkeyhint="search"
                aria-label=t("가게나 메뉴 찾기", "Find a store or a dish")
                placeholder=t("가게나 메뉴를 찾아요", "A store or a dish")
            />
            {kind}
        </form>
    }
}

#[component]
pub fn KindChips(wanted: Wanted) -> impl IntoView {
    let t = lang::say();
    let chosen = (wanted.kind, wanted.popular);
    let chips = [
        (None, false, t("전체", "All")),
        (Some(StoreKind::Restaurant), false, t("음식점", "Restaurants")),
        (Some(StoreKind::Cafe), false, t("카페", "Cafés")),
        (Some(StoreKind::MealKit), false, t("밀키트", "Meal kits")),
        (None, true, t("지금 인기", "Popular now")),
    ];
    let chip = |(kind, popular, label): (Option<StoreKind>, bool, &'static str)| {
        let current = ((kind, popular) == chosen).then_some("true");
        view! { <a class="chip" href=address(kind, popular, wanted.search.as_deref()) aria-current=current data-noscroll=true>{label}</a> }
    };
    view! { <nav class="chips" aria-label=t("가게 종류", "Kinds of stores")>{chips.map(chip).collect_view()}</nav> }
}

fn address(kind: Option<StoreKind>, popular: bool, search: Option<&str>) -> String {
    let kind = kind.map(|kind| format!("kind={}", kind.as_str()));
    let popular = popular.then(|| "popular=1".to_owned());
    let search = search.filter(|words| !words.is_empty() && popular.is_none()).map(|words| format!("q={}", escaped(words)));
    let query = [kind, popular, search].into_iter().flatten().collect::<Vec<_>>().join("&");
    if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
}
