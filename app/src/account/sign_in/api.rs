use crate::failure::{Failure, kept::Form};
use leptos::prelude::*;

/// The address, kept when it is refused.
pub const FORM: Form = Form { cookie: "sign_in", page: "/sign-in" };

/// Begins a session and goes on to `next`, or to the role's home. For anyone.
#[server(prefix = "/api/screens", endpoint = "account/sign-in")]
pub async fn sign_in(email: String, password: String, next: String) -> Result<(), Failure> {
    use crate::{
        account::{home, session},
        backend::{backend, visitor},
    };
    use domain::{Refusal, account::Email};

    let typed = email.clone();
    let begun = async {
        // What is no address belongs to nobody; saying so would tell no more and help less.
        let email = Email::try_from(email).map_err(|_| Refusal::WrongCredentials)?;
        let visitor = visitor();
        let session = backend()?.accounts.sign_in(&email, &password, &visitor.address).await?;
        session::begin(&session.token, visitor.secure);
        leptos_axum::redirect(home::after_sign_in(&next, session.account.role), false);
        Ok(())
    };
    begun.await.inspect_err(|_| {
        FORM.keep(&typed);
    })
}

/// Whether there are demo accounts to offer. For anyone.
#[server(prefix = "/api/screens", endpoint = "account/demo")]
pub async fn has_demo_accounts() -> Result<bool, Failure> {
    Ok(crate::backend::visitor().demo)
}
