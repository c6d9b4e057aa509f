use super::{api::ChangeLine, view::CartLineView};
use crate::{
    components::{Art, Glyph, Icon, Plate, PlateSize, format},
    lang,
};
use domain::refusal::ProblemCode;
use leptos::{form::ActionForm, prelude::*};

/// The lines of a cart, each a form that changes how many there are.
#[component]
pub fn CartLines(lines: Vec<CartLineView>, change: ServerAction<ChangeLine>) -> impl IntoView {
    let rows = lines.into_iter().enumerate().map(|(index, line)| view! { <CartLineRow index line change/> });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}

#[component]
fn CartLineRow(index: usize, line: CartLineView, change: ServerAction<ChangeLine>) -> impl IntoView {
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
    let trouble = line.trouble.map(|trouble| view! { <p class="field-error">{trouble_text(trouble, line.most, t)}</p> });
    view! {
        <li class="cart-line">
            <Plate art=Art::of(line.illustration.as_ref(), line.photo_url.as_ref()) size=PlateSize::Small off=line.trouble.is_some()/>
            <div class="cart-line-text">
                <strong>{name.clone()}</strong>
                {(!choices.is_empty()).then(|| view! { <small>{choices}</small> })}
            </div>
            {changed}
            {trouble}
            <span class="money">{format::won(line.total, lang)}</span>
            <Quantity index line name change/>
        </li>
    }
}

/// Less, more, none: each button says the number that it makes, so that a tap sent twice does the same as once.
#[component]
fn Quantity(index: usize, line: CartLineView, name: String, change: ServerAction<ChangeLine>) -> impl IntoView {
    let t = lang::say();
    let settled = line.quantity.count();
    let item = line.item;
    // What was asked for is shown at once, and what the server made of it as soon as that is known.
    let shown = move || {
        let asked = change.input().get().filter(|asked| asked.line == index && asked.item == item && change.pending().get());
        asked.map_or(settled, |asked| asked.quantity)
    };
    let [less, more, none] = [("하나 빼기", "one less"), ("하나 더하기", "one more"), ("빼기", "remove")]
        .map(|(ko, en)| format!("{name} {}", t(ko, en)));
    view! {
        <ActionForm action=change attr:class="cart-line-end">
            <input type="hidden" name="line" value=index/>
            <input type="hidden" name="item" value=item.to_string()/>
            <span class="stepper">
                <button
                    name="quantity"
                    value=move || shown().saturating_sub(1)
                    disabled={move || shown() <= 1}
                    aria-label=less
                >
                    <Icon name=Glyph::Minus/>
                </button>
                <output>{shown}</output>
                <button
                    name="quantity"
                    value=move || shown() + 1
                    disabled={move || shown() >= line.most}
                    aria-label=more
                >
                    <Icon name=Glyph::Plus/>
                </button>
            </span>
            <button class="icon-button" name="quantity" value="0" aria-label=none>
                <Icon name=Glyph::Trash/>
            </button>
        </ActionForm>
    }
}

/// As on the line, what is wrong and what to do.
fn trouble_text(trouble: ProblemCode, most: u32, t: impl Fn(&'static str, &'static str) -> &'static str) -> String {
    match trouble {
        ProblemCode::SoldOut => t("지금은 품절이에요. 빼고 주문해 주세요.", "Sold out right now. Please take it out.").to_owned(),
        ProblemCode::OutOfStock => {
            format!("{}{most}{}", t("지금 ", "Only "), t("개까지 주문할 수 있어요.", " left. Please order fewer."))
        }
        ProblemCode::BadChoice => {
            t("옵션이 바뀌었어요. 빼고 다시 담아 주세요.", "Its options have changed. Please choose it again.").to_owned()
        }
        _ => t("더 이상 팔지 않아요. 빼고 주문해 주세요.", "It is no longer sold. Please take it out.").to_owned(),
    }
}
