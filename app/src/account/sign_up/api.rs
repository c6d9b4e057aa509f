use crate::failure::Failure;
use leptos::prelude::*;
use uuid::Uuid;

/// Makes an account, begins a session and goes on to `next`, or to the role's home. Sent again it makes no second account, but begins a
/// session. For anyone.
#[server(prefix = "/api/screens", endpoint = "account/sign-up")]
pub async fn sign_up(
    key: Uuid,
    role: String,
    name: String,
    email: String,
    phone: String,
    password: String,
    next: String,
) -> Result<(), Failure> {
    use super::{
        problems,
        typed::{FORM, Typed},
    };
    use crate::{
        account::{home, session},
        backend::{backend, visitor},
        key::of_chance,
    };
    use domain::AccountId;

    let typed = Typed { role, name, email, phone };
    let made = async {
        let new = problems::checked(&typed, &password)?;
        let (email, password) = (new.email.clone(), new.password.expose().to_owned());
        let visitor = visitor();
        let accounts = backend()?.accounts;
        accounts.sign_up(AccountId(of_chance(key)?), new, &visitor.address).await?;
        let session = accounts.sign_in(&email, &password, &visitor.address).await?;
        session::begin(&session.token, visitor.secure);
        leptos_axum::redirect(home::after_sign_in(&next, session.account.role), false);
        Ok(())
    };
    made.await.inspect_err(|_| {
        FORM.keep(&typed);
    })
}
