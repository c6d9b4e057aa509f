use crate::{account::home::escaped, lang};
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlInputElement;

/// Everybody in the demo data has this one.
pub const PASSWORD: &str = "hansang-demo";

const ACCOUNTS: [(&str, &str, &str); 8] = [
    ("customer@hansang.test", "손님", "Customer"),
    ("owner@hansang.test", "음식점 사장님", "Restaurant"),
    ("cafe@hansang.test", "카페 사장님", "Café"),
    ("mealkit@hansang.test", "밀키트 사장님", "Meal kits"),
    ("rider@hansang.test", "라이더", "Rider"),
    ("operator@hansang.test", "운영자", "Operator"),
    ("customer2@hansang.test", "둘째 손님", "Second customer"),
    ("rider2@hansang.test", "둘째 라이더", "Second rider"),
];

/// Whether this is one of them.
pub fn is_one(email: &str) -> bool {
    ACCOUNTS.iter().any(|(known, ..)| *known == email)
}

/// One tap fills the form in. Without scripts the link asks the server for the filled form.
#[component]
pub fn DemoAccounts(next: String) -> impl IntoView {
    let t = lang::say();
    let accounts = ACCOUNTS.into_iter().map(|(email, ko, en)| {
        let filled = format!("/sign-in?as={email}&next={}", escaped(&next));
        let fill = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            write("email", email);
            write("password", PASSWORD);
            focus("sign-in");
        };
        view! { <a class="chip" href=filled on:click=fill>{t(ko, en)}</a> }
    });
    view! {
        <section class="stack">
            <h2 class="fine">{t("데모 계정으로 둘러보기", "Look around with a demo account")}</h2>
            <div class="demo-accounts">{accounts.collect_view()}</div>
        </section>
    }
}

fn write(id: &str, text: &str) {
    if let Some(input) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value(text);
    }
}

/// Focus that fails leaves it where it was, which does no harm.
fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
