use crate::{
    components::{Glyph, Icon, is_lost},
    customer::payment::payment_text,
    lang::{self, Lang},
};
use domain::{
    order::{By, EndReason, PaymentStatus, Status},
    views::{CancellationView, OrderView},
};
use leptos::prelude::*;

/// Why an order ended without food, and what became of the money; and what to expect while a payment is being looked up.
#[component]
pub fn Ending(order: RwSignal<OrderView>) -> impl IntoView {
    let told = Memo::new(move |_| order.with(told));
    move || {
        told.get().map(|(tone, why, money)| {
            view! {
                <div class="notice" data-tone=tone>
                    <Icon name=Glyph::Info/>
                    <span>
                        <strong>{why}</strong>
                        {money}
                    </span>
                </div>
            }
        })
    }
}

fn told(order: &OrderView) -> Option<(&'static str, String, String)> {
    let lang = lang::current();
    if is_lost(order.status) {
        return Some(("danger", why(order, lang), payment_text(order, lang)));
    }
    let unknown = order.status == Status::AwaitingPayment && order.payment.status == PaymentStatus::Unknown;
    unknown.then(|| {
        (
            "brass",
            lang.pick("결제를 확인하고 있어요", "We are checking your payment").to_owned(),
            lang.pick(
                "카드사의 답이 늦어지고 있어요. 확인되면 바로 가게에 전해요. 두 번 결제되지 않아요.",
                "The card company’s answer is late. The store gets your order as soon as it is here. You are never charged twice.",
            )
            .to_owned(),
        )
    })
}

fn why(order: &OrderView, lang: Lang) -> String {
    let Some(ending) = &order.cancellation else {
        return lang.pick("결제가 되지 않아 주문이 끝났어요", "It ended because it was not paid").to_owned();
    };
    // What the store or the customer wrote comes before the words for its code.
    let written = (ending.reason != ending.code.as_str()).then_some(ending.reason.as_str());
    match (written, ending.by) {
        (Some(text), By::Store) => format!("{}“{text}”", lang.pick("가게가 전해요: ", "From the store: ")),
        _ => reason(ending, lang).to_owned(),
    }
}

fn reason(ending: &CancellationView, lang: Lang) -> &'static str {
    let (ko, en) = match (ending.by, ending.code) {
        (By::Store, EndReason::SoldOut) => ("재료가 떨어져서 만들 수 없대요", "They have run out of something"),
        (By::Store, EndReason::Busy) => ("지금 주문이 너무 많대요", "They have too much to do right now"),
        (By::Store, EndReason::Closing) => ("곧 문을 닫는대요", "They are about to close"),
        (By::Store, _) => ("가게 사정으로 만들 수 없대요", "They cannot make it right now"),
        (By::Customer, _) => ("취소해 달라고 하셨어요", "You cancelled it"),
        (_, EndReason::AcceptDeadline) => ("가게가 제때 답하지 못했어요", "The store did not answer in time"),
        (By::Operator, _) => ("한상에서 취소했어요", "Hansang cancelled it"),
        _ => ("주문이 취소됐어요", "It was cancelled"),
    };
    lang.pick(ko, en)
}
