use super::api::CancelOrder;
use crate::{
    components::{FailureNotice, Sheet},
    key::CommandKey,
    lang,
};
use domain::{order::Status, views::OrderView};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// Until the making has begun; the rule itself is the server's.
fn can_be_cancelled(order: &OrderView) -> bool {
    matches!(order.status, Status::AwaitingPayment | Status::Placed | Status::Accepted)
}

#[component]
pub fn CancelLink(order: RwSignal<OrderView>) -> impl IntoView {
    let t = lang::say();
    let can = Memo::new(move |_| order.with(can_be_cancelled));
    let href = order.with_untracked(|order| format!("/orders/{}?cancel=1", order.id));
    move || {
        let href = href.clone();
        can.get().then(|| {
            view! { <a class="button" data-kind="text" href=href data-noscroll=true>{t("주문 취소하기", "Cancel this order")}</a> }
        })
    }
}

/// Asks once more before it cancels. The page shows it only as long as it is not too late.
#[component]
pub fn CancelSheet(order: RwSignal<OrderView>, cancel: ServerAction<CancelOrder>) -> impl IntoView {
    let t = lang::say();
    let id = order.with_untracked(|order| order.id);
    let page = format!("/orders/{id}");
    let failure = Signal::derive(move || cancel.value().get().and_then(Result::err));

    let reasons = [
        t("마음이 바뀌었어요", "I changed my mind"),
        t("메뉴를 잘못 골랐어요", "I chose the wrong items"),
        t("주소를 잘못 골랐어요", "I chose the wrong address"),
        t("너무 오래 걸려요", "It takes too long"),
    ];
    let options = reasons.into_iter().enumerate().map(|(index, reason)| {
        view! {
            <label class="option">
                <input type="radio" name="reason" value=reason checked=index == 0/>
                <span class="option-name">{reason}</span>
            </label>
        }
    });
    view! {
        <Sheet label=t("주문 취소", "Cancel the order") close=page.clone()>
            <ActionForm action=cancel attr:class="sheet-form">
                <CommandKey/>
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="sheet-body">
                    <h2>{t("주문을 취소할까요?", "Cancel this order?")}</h2>
                    <p class="meta">{t("결제한 돈은 모두 돌려드려요.", "You get all of your money back.")}</p>
                    <fieldset class="option-group">
                        <legend class="said">{t("이유", "Reason")}</legend>
                        {options.collect_view()}
                    </fieldset>
                    <FailureNotice failure/>
                </div>
                <footer class="sheet-foot">
                    <a class="button" href=page data-noscroll=true>{t("그대로 둘게요", "Keep it")}</a>
                    <button
                        class="button"
                        data-kind="danger"
                        disabled=move || cancel.pending().get()
                        aria-busy=move || cancel.pending().get().to_string()
                    >
                        {t("취소할게요", "Yes, cancel")}
                    </button>
                </footer>
            </ActionForm>
        </Sheet>
    }
}

/// Whether the question stands: asked for by the page's address, and not too late. When it is, the address is put right.
pub fn is_asked(order: RwSignal<OrderView>) -> Memo<bool> {
    let (query, navigate) = (use_query_map(), use_navigate());
    let asked = Memo::new(move |_| query.with(|query| query.get_str("cancel").is_some()));
    let can = Memo::new(move |_| order.with(can_be_cancelled));
    Effect::new(move |_| {
        if asked.get() && !can.get() {
            let page = order.with_untracked(|order| format!("/orders/{}", order.id));
            navigate(&page, NavigateOptions { replace: true, scroll: false, ..Default::default() });
        }
    });
    Memo::new(move |_| asked.get() && can.get())
}
