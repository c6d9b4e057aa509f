use crate::{failure::Failure, lang};
use leptos::{form::ActionForm, prelude::*};

/// Ends the session, here and on the server, and goes to the front page. For anyone.
#[server(prefix = "/api/screens", endpoint = "account/sign-out")]
pub async fn sign_out() -> Result<(), Failure> {
    use crate::{
        account::session,
        backend::{backend, visitor},
    };

    if let Some(token) = visitor().token {
        backend()?.accounts.sign_out(&token).await?;
    }
    session::end();
    leptos_axum::redirect("/", false);
    Ok(())
}

/// The button that signs out.
#[component]
pub fn SignOutButton() -> impl IntoView {
    let t = lang::say();
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <ActionForm action=sign_out>
            <button class="button" data-kind="line">{t("로그아웃", "Sign out")}</button>
        </ActionForm>
    }
}
