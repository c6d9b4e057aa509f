use super::{
    api::SignUp,
    problems,
    typed::{FORM, Typed},
};
use crate::{
    account::{home::escaped, wordmark::Wordmark},
    components::{AuthArt, FailureNotice, Field, FieldError},
    key::CommandKey,
    lang,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/sign-up?next=&role=`.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map().get_untracked();
    let next = query.get("next").unwrap_or_default();
    let typed: Typed = FORM.kept::<SignUp, _>().unwrap_or_default();
    let role = [typed.role, query.get("role").unwrap_or_default()].into_iter().find(|role| !role.is_empty());

    let sign_up = ServerAction::<SignUp>::new();
    let failure = Signal::derive(move || sign_up.value().get().and_then(Result::err));
    let language = lang::current();
    let at = move |field: &'static str| {
        Signal::derive(move || failure.get().and_then(|failure| problems::at_field(&failure, field, language)))
    };
    let general = Signal::derive(move || failure.get().filter(problems::is_general));

    let other = format!("/sign-in?next={}", escaped(&next));
    view! {
        <Title text=t("가입하기", "Sign up")/>
        <main class="auth">
            <section class="auth-form">
                <header>
                    <Wordmark/>
                    <h1>{t("한상에 함께해요", "Join the table")}</h1>
                    <p>{t("1분이면 끝나요.", "It takes a minute.")}</p>
                </header>
                <ActionForm action=sign_up attr:class="form" attr:novalidate=true>
                    <CommandKey/>
                    <input type="hidden" name="next" value=next/>
                    <Roles chosen=role.unwrap_or_else(|| "customer".to_owned()) error=at("role")/>
                    <Field name="name" label=t("이름", "Name") value=typed.name autocomplete="name" required=true maxlength=60 error=at("name")/>
                    <Field
                        name="email"
                        kind="email"
                        label=t("이메일", "Email")
                        value=typed.email
                        autocomplete="email"
                        required=true
                        error=at("email")
                    />
                    <Field
                        name="phone"
                        kind="tel"
                        label=t("전화번호", "Phone")
                        value=typed.phone
                        hint=t("주문과 배달 소식을 알려 드릴 때 써요.", "For news about orders and deliveries.")
                        autocomplete="tel"
                        inputmode="tel"
                        required=true
                        error=at("phone")
                    />
                    <Field
                        name="password"
                        kind="password"
                        label=t("비밀번호", "Password")
                        hint=t("10자 이상", "At least 10 characters")
                        autocomplete="new-password"
                        required=true
                        minlength=10
                        maxlength=128
                        error=at("password")
                    />
                    <FailureNotice failure=general/>
                    <button class="button" data-kind="primary" data-wide=true aria-busy=move || sign_up.pending().get().to_string()>
                        {t("가입하기", "Sign up")}
                    </button>
                </ActionForm>
                <p class="meta">
                    {t("이미 계정이 있나요? ", "Have an account? ")}
                    <a href=other>{t("로그인", "Sign in")}</a>
                </p>
            </section>
            <AuthArt/>
        </main>
    }
}

const ROLES: [(&str, [&str; 2], [&str; 2]); 3] = [
    ("customer", ["주문할래요", "Order"], ["동네 맛집을 집에서 즐겨요", "Enjoy the neighbourhood at home"]),
    ("owner", ["가게를 열래요", "Open a store"], ["음식점, 카페, 밀키트 가게", "A restaurant, café or meal kits"]),
    ("rider", ["배달할래요", "Deliver"], ["원할 때 켜고 가까운 배달을 잡아요", "Go online when you like"]),
];

#[component]
fn Roles(chosen: String, error: Signal<Option<String>>) -> impl IntoView {
    let t = lang::say();
    let roles = ROLES.into_iter().map(|(role, [ko, en], [about_ko, about_en])| {
        view! {
            <label class="option" data-framed=true>
                <input type="radio" name="role" value=role checked=role == chosen/>
                <span class="option-name">{t(ko, en)}<small>{t(about_ko, about_en)}</small></span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="said">{t("무엇을 하고 싶으세요?", "What would you like to do?")}</legend>
            {roles.collect_view()}
            <FieldError name="role" error/>
        </fieldset>
    }
}
