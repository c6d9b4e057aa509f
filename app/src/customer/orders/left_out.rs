use super::api::left_out;
use crate::{
    components::{Glyph, Icon},
    lang,
};
use domain::OrderId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// After ordering the same again (`?reordered=`): what could not be put into the cart.
#[component]
pub fn LeftOut() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let order = Memo::new(move |_| query.with(|query| query.get("reordered")).and_then(|id| id.parse::<OrderId>().ok()));
    let missing = Resource::new_blocking(
        move || order.get(),
        async |order| match order {
            Some(order) => left_out(order).await,
            None => Ok(Vec::new()),
        },
    );
    let notice = move || {
        Suspend::new(async move {
            let names = missing.await.ok().filter(|names| !names.is_empty())?;
            let names = names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Some(view! {
                <p class="notice" data-tone="brass">
                    <Icon name=Glyph::Info/>
                    <span>
                        <strong>{t("이번에는 담지 못한 메뉴가 있어요", "Some items could not be added")}</strong>
                        {names}
                    </span>
                </p>
            })
        })
    };
    view! { <Transition>{notice}</Transition> }
}
