use crate::{
    components::{Glyph, Icon},
    lang,
};
use leptos::prelude::*;

/// The saved cards of the payment sandbox: its token, its name, and what becomes of a payment with it.
const CARDS: [(&str, [&str; 2], [&str; 2]); 4] = [
    ("tok_ok", ["한상 시험 카드", "Hansang test card"], ["늘 승인돼요", "Always approved"]),
    ("tok_declined", ["한도가 찬 시험 카드", "Test card over its limit"], ["늘 거절돼요", "Always declined"]),
    ("tok_slow", ["느린 시험 카드", "Slow test card"], ["승인까지 5초 걸려요", "Takes five seconds"]),
    ("tok_unknown", ["답이 없는 시험 카드", "Silent test card"], ["결제되지만 답이 사라져요", "Charged, but the answer is lost"]),
];

/// One of the saved cards; never a card's number.
#[component]
pub fn Cards() -> impl IntoView {
    let lang = lang::current();
    let cards = CARDS.into_iter().enumerate().map(|(index, (token, [ko, en], [about_ko, about_en]))| {
        view! {
            <label class="option" data-framed>
                <input type="radio" name="card" value=token required checked=index == 0/>
                <span class="option-name">
                    {lang.pick(ko, en)}
                    <small>{lang.pick(about_ko, about_en)}</small>
                </span>
                <Icon name=Glyph::Card/>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="said">{lang.pick("결제 카드", "Card")}</legend>
            {cards.collect_view()}
        </fieldset>
        <p class="fine">{lang.pick("시험 결제예요. 실제 돈은 나가지 않아요.", "These are test payments: no real money moves.")}</p>
    }
}
