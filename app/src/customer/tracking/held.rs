//! Paying a little later: payment was busy, so the order is held with everything in it.

use super::api::PayHeld;
use crate::{
    components::{Countdown, FailureNotice, Glyph, Icon, format},
    customer::cards::Cards,
    failure::Failure,
    key::{CommandKey, fresh},
    lang::{self, Lang},
};
use domain::{
    OrderId, Refusal, Timestamp,
    order::{PaymentStatus, Status},
    views::OrderView,
};
use leptos::{form::ActionForm, prelude::*};

/// Seconds until payment is tried again, when the server has not said how long.
const SOON: u32 = 5;

/// How long it is held, and the two ways to pay: by a tap, or by itself as soon as payment works again.
#[component]
pub fn HeldPayment(order: RwSignal<OrderView>, now: ReadSignal<Timestamp>) -> impl IntoView {
    let held = Memo::new(move |_| order.with(held_until));
    let id = order.with_untracked(|order| order.id);
    let total = order.with_untracked(|order| order.total);
    let pay = ServerAction::<PayHeld>::new();
    Effect::new(move |_| {
        if let Some(Ok(paid)) = pay.value().get()
            && order.with_untracked(|order| order.version < paid.version)
        {
            order.set(paid);
        }
    });
    move || {
        held.get().map(|until| {
            let total = format::won(total, lang::current());
            view! { <PayLater id total until now pay/> }
        })
    }
}

fn held_until(order: &OrderView) -> Option<Timestamp> {
    let held = order.status == Status::AwaitingPayment && order.payment.status == PaymentStatus::Deferred;
    order.payment.hold_until.filter(|_| held)
}

#[component]
fn PayLater(
    id: OrderId,
    total: String,
    until: Timestamp,
    now: ReadSignal<Timestamp>,
    pay: ServerAction<PayHeld>,
) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let began = now.get_untracked();
    let by_itself = RwSignal::new(false);
    let next_try = RwSignal::new(began.plus_seconds(i64::from(SOON)));
    let busy = pay.pending();

    Effect::new(move |_| {
        if let Some(Err(failure)) = pay.value().get() {
            next_try.set(now.get_untracked().plus_seconds(i64::from(pause(&failure))));
        }
    });
    let due = Memo::new(move |_| by_itself.get() && !busy.get() && now.get() >= next_try.get() && now.get() < until);
    Effect::new(move |_| {
        if due.get() {
            // Not again before there is an answer, and after a good one not at all.
            next_try.set(until);
            // One tap of its own, with whatever card is chosen by now.
            let card = chosen_card();
            pay.dispatch(PayHeld { key: fresh(), id, card });
        }
    });

    let left = Signal::derive(move || until.seconds_since(now.get()).max(0));
    let until_next = move || next_try.get().seconds_since(now.get()).max(0);
    let waits = move || match (busy.get(), lang) {
        (true, _) => t("결제하고 있어요", "Paying now").to_owned(),
        (false, Lang::Ko) => format!("{}초 뒤에 다시 해 볼게요", until_next()),
        (false, Lang::En) => format!("Trying again in {} seconds", until_next()),
    };
    // That payment is busy is what this whole panel says.
    let failure = Signal::derive(move || {
        pay.value()
            .get()
            .and_then(Result::err)
            .filter(|failure| !matches!(failure, Failure::Refused(Refusal::PaymentBusy { .. })))
    });
    view! {
        <section class="panel pay-later" data-kind="brand" aria-labelledby="pay-later-title">
            <div class="section-head">
                <h2 id="pay-later-title">{t("결제가 잠시 밀려 있어요", "Payments are busy")}</h2>
                <Countdown seconds_left=left total=until.seconds_since(began).max(1)/>
            </div>
            <p>
                {match lang {
                    Lang::Ko => format!("{}까지 메뉴를 맡아 둘게요. 아직 돈은 나가지 않았고, 두 번 결제되지 않아요.", format::clock(until, lang)),
                    Lang::En => format!("We hold your items until {}. Nothing has been charged, and you are never charged twice.", format::clock(until, lang)),
                }}
            </p>
            <label class="switch needs-scripts">
                <span>
                    {t("될 때 바로 결제하기", "Pay as soon as it works")}
                    <small role="status">{move || by_itself.get().then(waits)}</small>
                </span>
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=move || by_itself.get()
                    on:change:target=move |event| by_itself.set(event.target().checked())
                />
            </label>
            <ActionForm action=pay attr:class="stack">
                <input type="hidden" name="id" value=id.to_string()/>
                <CommandKey/>
                <details class="pay-later-cards">
                    <summary class="meta"><Icon name=Glyph::Card/>{t("다른 카드로", "Another card")}</summary>
                    <Cards/>
                </details>
                <FailureNotice failure/>
                <button class="button" data-kind="primary" data-wide disabled=move || busy.get() aria-busy=move || busy.get().to_string()>
                    {match lang {
                        Lang::Ko => format!("{total} 결제하기"),
                        Lang::En => format!("Pay {total}"),
                    }}
                </button>
            </ActionForm>
        </section>
    }
}

/// Seconds to wait after this answer.
fn pause(failure: &Failure) -> u32 {
    match failure {
        Failure::Refused(refusal) => refusal.retry_after().unwrap_or(SOON),
        Failure::Unreachable => SOON,
    }
}

/// The card that is chosen on the page.
fn chosen_card() -> String {
    use wasm_bindgen::JsCast;
    let chosen = document().query_selector(".pay-later input[name=card]:checked").ok().flatten();
    chosen.and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok()).map(|input| input.value()).unwrap_or_default()
}
