use super::{
    api::PickUp,
    job::{send, thumb},
};
use crate::{
    components::FieldError,
    failure::Failure,
    key::CommandKey,
    lang,
    rider::outbox::{Outbox, What},
};
use domain::views::MyDelivery;
use leptos::{prelude::*, server_fn::ServerFn};
use web_sys::SubmitEvent;

/// Typing the number on the bag, so that nobody takes the wrong one. The letter stands there already: digits are quick with a glove.
#[component]
pub fn PickUpForm(delivery: MyDelivery, outbox: Outbox) -> impl IntoView {
    let t = lang::say();
    let (id, number) = (delivery.order_id, delivery.number.clone());
    let letter: String = number.as_str().chars().take(1).collect();
    let digits = NodeRef::<leptos::html::Input>::new();
    let different = t("번호가 달라요. 봉투의 번호를 다시 봐 주세요.", "That is another number. Look at the bag again.");

    let plain = ServerAction::<PickUp>::new();
    let refused = move || plain.value().get().and_then(Result::err).is_some_and(|failure| is_wrong_number(&failure));
    let wrong = RwSignal::new(refused().then(|| different.to_owned()));
    Effect::new(move |_| {
        if outbox.refused.get().is_some_and(|(order, failure)| order == id && is_wrong_number(&failure)) {
            wrong.set(Some(different.to_owned()));
        }
    });

    let submit = {
        let letter = letter.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let typed = whole_number(&letter, &digits.get().map(|input| input.value()).unwrap_or_default());
            if number.is_meant_by(&typed) {
                wrong.set(None);
                send(outbox, &event, id, What::PickUp { number: typed });
            } else {
                wrong.set(Some(different.to_owned()));
                digits.get().inspect(|input| input.select());
            }
        }
    };
    view! {
        <form method="post" action=PickUp::url() on:submit=submit>
            <input type="hidden" name="order" value=id.to_string()/>
            <input type="hidden" name="letter" value=letter.clone()/>
            <CommandKey/>
            <div class="panel field">
                <label for="digits">{t("봉투의 주문 번호를 적어 주세요", "Type the number on the bag")}</label>
                <div class="code-field">
                    <span aria-hidden="true">{letter} "-"</span>
                    <input
                        node_ref=digits
                        class="input"
                        data-size="code"
                        id="digits"
                        name="digits"
                        inputmode="numeric"
                        autocomplete="off"
                        maxlength="8"
                        required=true
                        aria-invalid=move || wrong.get().is_some().then_some("true")
                        aria-describedby="digits-error"
                    />
                </div>
                <FieldError name="digits" error=wrong/>
            </div>
            {thumb(t("픽업했어요", "Picked up"))}
        </form>
    }
}

/// `4821` with the letter `B` is `B-4821`; whoever types the letter too is understood as well.
pub fn whole_number(letter: &str, typed: &str) -> String {
    let typed = typed.trim();
    if typed.chars().any(|c| c.is_ascii_alphabetic()) || letter.is_empty() {
        typed.to_owned()
    } else {
        format!("{letter}-{typed}")
    }
}

fn is_wrong_number(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(domain::Refusal::Invalid(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_alone_are_enough() {
        assert_eq!(whole_number("B", " 4821"), "B-4821");
        assert_eq!(whole_number("B", "b-4821"), "b-4821");
        assert_eq!(whole_number("", "4821"), "4821");
    }
}
