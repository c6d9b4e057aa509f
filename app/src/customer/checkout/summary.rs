use super::refusals::of_line;
use crate::{
    components::format,
    customer::cart::{CartLineView, CartTotals, CartView},
    failure::Failure,
    lang,
};
use leptos::prelude::*;

/// What is ordered and what it costs; what the server found wrong stands at its line.
#[component]
pub fn Summary(cart: CartView, failure: Signal<Option<Failure>>) -> impl IntoView {
    let lines = cart.lines.iter().cloned().enumerate();
    let lines = lines.map(|(index, line)| view! { <SummaryLine index line failure/> }).collect_view();
    view! {
        <h2>{cart.store.name.to_string()}</h2>
        {lines}
        <CartTotals items=cart.items_total delivery=cart.delivery_fee total=cart.total kind=cart.store.kind/>
    }
}

#[component]
fn SummaryLine(index: usize, line: CartLineView, failure: Signal<Option<Failure>>) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let name = line.name.as_ref().map_or(t("지금은 팔지 않는 메뉴", "No longer on the menu").to_owned(), ToString::to_string);
    let choices = line.choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ");
    let changed = line.price_changed().then(|| {
        view! {
            <p class="field-error">
                {t("가격이 바뀌었어요: ", "The price has changed: ")}
                <s>{format::won(line.seen_price, lang)}</s>
                " → "
                {format::won(line.unit_price, lang)}
            </p>
        }
    });
    let problems = move || {
        let problems = failure.with(|failure| of_line(failure.as_ref(), index));
        problems.into_iter().map(|problem| view! { <p class="field-error">{problem}</p> }).collect_view()
    };
    view! {
        <div class="order-line">
            <span>
                <b>{line.quantity.count()}</b>
                {name}
                {(!choices.is_empty()).then(|| view! { <small>{choices}</small> })}
            </span>
            <span class="money">{format::won(line.total, lang)}</span>
        </div>
        {changed}
        {problems}
    }
}
