use super::{
    api::{FORM, SignIn, has_demo_accounts},
    demo_accounts::{DemoAccounts, PASSWORD, is_one},
};
use crate::{
    account::{home::escaped, wordmark::Wordmark},
    components::{AuthArt, FailureNotice, Field},
    lang,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/sign-in?next=`: where to go afterwards; `&as=` one of the demo accounts, filled in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map().get_untracked();
    let next = query.get("next").unwrap_or_default();
    let demo_account = query.get("as").filter(|email| is_one(email)).map(|email| (email, PASSWORD));
    let (filled, password) = FORM.kept::<SignIn, _>().map(|email| (email, "")).or(demo_account).unwrap_or_default();

    let sign_in = ServerAction::<SignIn>::new();
    let failure = Signal::derive(move || sign_in.value().get().and_then(Result::err));
    let demo = Resource::new_blocking(|| (), |_| has_demo_accounts());
    let accounts = {
        let next = next.clone();
        move || {
            let next = next.clone();
            Suspend::new(async move { matches!(demo.await, Ok(true)).then(|| view! { <DemoAccounts next/> }) })
        }
    };

    let other = format!("/sign-up?next={}", escaped(&next));
    view! {
        <Title text=t("로그인", "Sign in")/>
        <main class="auth">
            <section class="auth-form">
                <header>
                    <Wordmark/>
                    <h1>{t("반가워요", "Good to see you")}</h1>
                    <p>{t("로그인하고 한상 차려 볼까요?", "Sign in and set the table.")}</p>
                </header>
                <ActionForm action=sign_in attr:class="form">
                    <input type="hidden" name="next" value=next/>
                    <Field
                        name="email"
                        kind="email"
                        label=t("이메일", "Email")
                        value=filled
                        autocomplete="username"
                        required=true
                    />
                    <Field
                        name="password"
                        kind="password"
                        label=t("비밀번호", "Password")
                        value=password
                        autocomplete="current-password"
                        required=true
                    />
                    <FailureNotice failure/>
                    <button
                        id="sign-in"
                        class="button"
                        data-kind="primary"
                        data-wide=true
                        aria-busy=move || sign_in.pending().get().to_string()
                    >
                        {t("로그인", "Sign in")}
                    </button>
                </ActionForm>
                <p class="meta">
                    {t("처음이세요? ", "New here? ")}
                    <a href=other>{t("가입하기", "Sign up")}</a>
                </p>
                <Suspense>{accounts}</Suspense>
            </section>
            <AuthArt/>
        </main>
    }
}
