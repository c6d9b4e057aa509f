//! Why an order could not be placed, said where it matters.

use crate::{
    components::{Glyph, Icon, failure_text},
    failure::Failure,
    lang::{self, Lang},
};
use domain::{Problem, Refusal, refusal::ProblemCode};
use leptos::prelude::*;

/// What concerns the order as a whole. A line's own problems stand at the line.
#[component]
pub fn OrderRefused(failure: Signal<Option<Failure>>) -> impl IntoView {
    let shown = move || {
        let failure = failure.get()?;
        let (art, title, text) = told(&failure);
        Some(view! {
            <div class="notice" data-tone="danger">
                <Icon name=art/>
                <span>
                    <strong>{title}</strong>
                    {text}
                </span>
            </div>
        })
    };
    view! { <div role="alert">{shown}</div> }
}

/// A line's own problems: `/lines/2`.
pub fn of_line(failure: Option<&Failure>, index: usize) -> Vec<String> {
    let pointer = format!("/lines/{index}");
    problems(failure).iter().filter(|problem| problem.pointer == pointer).map(text).collect()
}

fn told(failure: &Failure) -> (Glyph, String, String) {
    let t = lang::say();
    match failure {
        Failure::Refused(Refusal::PaymentDeclined { .. }) => (
            Glyph::Card,
            t("카드가 승인되지 않았어요", "The card was declined").to_owned(),
            t(
                "돈은 나가지 않았고, 담은 메뉴는 그대로예요. 다른 카드로 다시 결제해 주세요.",
                "Nothing was charged and your cart is untouched. Please try another card.",
            )
            .to_owned(),
        ),
        Failure::Refused(Refusal::CannotOrder(problems)) => (
            Glyph::Alert,
            t("이대로는 주문할 수 없어요", "This cannot be ordered as it is").to_owned(),
            order_problems(
                problems,
                t(
                    "아래에서 바뀐 곳을 확인해 주세요. 돈은 나가지 않았어요.",
                    "Please look at what has changed below. Nothing was charged.",
                ),
            ),
        ),
        Failure::Unreachable | Failure::Refused(Refusal::Internal) => (
            Glyph::WifiOff,
            t("주문이 됐는지 아직 몰라요", "We do not know yet whether it worked").to_owned(),
            t("다시 눌러도 한 번만 주문되고 한 번만 결제돼요.", "Press the button again: it is still one order and one charge.")
                .to_owned(),
        ),
        failure => (Glyph::Alert, t("주문하지 못했어요", "The order was not placed").to_owned(), failure_text(failure)),
    }
}

/// Those of no line, else the hint to look at the lines.
fn order_problems(problems: &[Problem], at_the_lines: &str) -> String {
    let general: Vec<_> = problems.iter().filter(|problem| !problem.pointer.starts_with("/lines/")).map(text).collect();
    if general.is_empty() { at_the_lines.to_owned() } else { general.join(" ") }
}

fn problems(failure: Option<&Failure>) -> &[Problem] {
    match failure {
        Some(Failure::Refused(Refusal::CannotOrder(problems))) => problems,
        _ => &[],
    }
}

fn text(problem: &Problem) -> String {
    match (lang::current(), problem.code) {
        (Lang::Ko, _) => problem.ko(),
        (Lang::En, ProblemCode::PriceChanged) => "The price has changed. Please check it below.".to_owned(),
        (Lang::En, _) => problem.detail.clone(),
    }
}
