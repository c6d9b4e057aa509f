use crate::{
    components::format,
    customer::{cart::CartTotals, payment::payment_text},
    lang,
};
use domain::{order::Line, views::OrderView};
use leptos::prelude::*;

/// What was ordered, what it costs and whether it is paid, where to, and the note.
#[component]
pub fn OrderDetails(order: RwSignal<OrderView>) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let shown = order.get_untracked();
    let address = shown.address.as_ref().map(|address| {
        let detail = address.detail.as_ref().map(|detail| format!(" {detail}")).unwrap_or_default();
        view! {
            <div>
                <dt>{t("주소", "Address")}</dt>
                <dd>{format!("{}{detail}", address.line)}</dd>
            </div>
        }
    });
    let note = shown.note.as_ref().map(|note| {
        view! {
            <div>
                <dt>{t("요청", "Note")}</dt>
                <dd>{note.to_string()}</dd>
            </div>
        }
    });
    let paid = Memo::new(move |_| order.with(|order| payment_text(order, lang)));
    view! {
        <section class="order-details" aria-label=t("주문 내용", "Your order")>
            <h2>{t("주문 내용", "Your order")}</h2>
            {shown.lines.iter().map(|line| view! { <DetailLine line=line.clone()/> }).collect_view()}
            <CartTotals items=shown.items_total delivery=shown.delivery_fee total=shown.total kind=shown.store.kind/>
            <dl class="facts">
                <div>
                    <dt>{t("결제", "Payment")}</dt>
                    <dd>{move || paid.get()}</dd>
                </div>
                {address}
                {note}
                <div>
                    <dt>{t("주문 시각", "Placed")}</dt>
                    <dd>{format!("{} {}", format::date(shown.placed_at, lang), format::clock(shown.placed_at, lang))}</dd>
                </div>
            </dl>
        </section>
    }
}

#[component]
fn DetailLine(line: Line) -> impl IntoView {
    let choices = line.choices.iter().map(|choice| choice.name.to_string()).collect::<Vec<_>>().join(" · ");
    view! {
        <div class="order-line">
            <span>
                <b>{line.quantity.count()}</b>
                {line.name.to_string()}
                {(!choices.is_empty()).then(|| view! { <small>{choices}</small> })}
            </span>
            <span class="money">{format::won(line.total, lang::current())}</span>
        </div>
    }
}
