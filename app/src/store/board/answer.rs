use super::{rejection::RejectionSheet, ticket::Desk};
use crate::{
    key::CommandKey,
    lang::{self, Lang},
};
use domain::views::OrderView;
use leptos::{form::ActionForm, prelude::*};

/// Yes, in so many minutes, or no. The minutes stand on the order in hand only; the others are taken for the usual time.
#[component]
pub fn Answer(order: OrderView, desk: Desk) -> impl IntoView {
    let t = lang::say();
    let id = order.id;
    let action = desk.actions.accept;
    let busy = move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == id));
    let in_hand = move || desk.next.get() == Some(id);
    let sheet = format!("reject-{id}");
    let target = sheet.clone();
    view! {
        <ActionForm action>
            <input type="hidden" name="order" value=id.to_string()/>
            <CommandKey/>
            <Show
                when=in_hand
                fallback=move || view! { <input type="hidden" name="minutes" value=move || desk.minutes.get()[USUAL]/> }
            >
                <Minutes desk/>
            </Show>
            <div class="ticket-actions">
                <button type="button" class="button" popovertarget=target>{t("거절", "Decline")}</button>
                <button class="button accept" data-kind="primary" aria-busy=move || busy().to_string()>
                    {move || if in_hand() { accept_in(desk.minutes.get()[desk.chosen.get()]) } else { t("수락", "Accept").to_owned() }}
                </button>
            </div>
        </ActionForm>
        <RejectionSheet id=sheet order desk/>
    }
}

/// Which of the four is chosen unless somebody chooses.
pub const USUAL: usize = 1;

#[component]
fn Minutes(desk: Desk) -> impl IntoView {
    let t = lang::say();
    let language = lang::current();
    let choices = (0..4).map(|at| {
        let minutes = move || desk.minutes.get()[at];
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="minutes"
                    value=minutes
                    checked=at == USUAL
                    prop:checked=move || desk.chosen.get() == at
                    on:change=move |_| desk.chosen.set(at)
                />
                {move || crate::components::format::minutes(minutes(), language)}
            </label>
        }
    });
    view! {
        <fieldset class="ticket-minutes" title=t("숫자 키 1–4로도 고를 수 있어요", "Keys 1 to 4 choose as well")>
            <legend class="said">{t("몇 분 뒤에 되나요?", "Ready in how many minutes?")}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}

fn accept_in(minutes: i64) -> String {
    match lang::current() {
        Lang::Ko => format!("{minutes}분 뒤로 수락"),
        Lang::En => format!("Accept in {minutes} min"),
    }
}
