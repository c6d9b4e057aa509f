use super::ticket::Desk;
use crate::{
    components::{Glyph, Icon},
    key::CommandKey,
    lang,
};
use domain::views::OrderView;
use leptos::{form::ActionForm, prelude::*};

const REASONS: [(&str, &str, &str); 4] = [
    ("sold_out", "재료가 떨어졌어요", "Something has run out"),
    ("busy", "주문이 너무 밀렸어요", "Too much to do"),
    ("closing", "곧 문을 닫아요", "About to close"),
    ("other", "다른 이유가 있어요", "Something else"),
];

/// Why not. A native popover: it opens and closes without scripts, by key and by a tap beside it, and keeps the focus.
#[component]
pub fn RejectionSheet(id: String, order: OrderView, desk: Desk) -> impl IntoView {
    let t = lang::say();
    let action = desk.actions.reject;
    let of = order.id;
    let busy = move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == of));
    let reasons = REASONS.into_iter().enumerate().map(move |(at, (reason, ko, en))| {
        view! {
            <label class="option">
                <input type="radio" name="reason" value=reason checked=at == 0/>
                <span class="option-name">{t(ko, en)}</span>
            </label>
        }
    });
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    let text = format!("{id}-text");
    view! {
        <section class="sheet" popover="auto" id=id role="dialog" aria-labelledby=labelled>
            <button type="button" class="icon-button sheet-close" popovertarget=id.clone() popovertargetaction="hide" aria-label=t("닫기", "Close")>
                <Icon name=Glyph::X/>
            </button>
            <ActionForm action attr:class="sheet-form">
                <div class="sheet-body">
                    <h2 id=heading>{order.number.to_string()} {t(" 주문을 거절할까요?", ": decline it?")}</h2>
                    <p class="meta">{t("손님이 이유를 보고, 결제는 바로 취소돼요.", "The customer sees why and gets the money back at once.")}</p>
                    <input type="hidden" name="order" value=of.to_string()/>
                    <CommandKey/>
                    <fieldset class="option-group">
                        <legend class="said">{t("이유", "Reason")}</legend>
                        {reasons.collect_view()}
                    </fieldset>
                    <div class="field">
                        <label for=text.clone()>{t("손님에게 한마디 (없어도 돼요)", "A word to the customer, if you like")}</label>
                        <textarea class="input" id=text name="text" maxlength="200" rows="2"></textarea>
                    </div>
                </div>
                <footer class="sheet-foot">
                    <button class="button" data-kind="danger" data-wide=true aria-busy=move || busy().to_string()>
                        {t("거절하기", "Decline the order")}
                    </button>
                </footer>
            </ActionForm>
        </section>
    }
}
