use crate::failure::Failure;
use domain::Address;
use leptos::prelude::*;

/// Where the visitor's food goes. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/address")]
pub async fn my_address() -> Result<Address, Failure> {
    super::kept::read()
}

/// Changes it; `place` is written as [`super::place::Place`]. For anyone.
#[server(prefix = "/api/screens", endpoint = "customer/address/choice")]
pub async fn choose_address(place: String, detail: String, next: String) -> Result<(), Failure> {
    use super::{kept, place::Place};
    use crate::account::home::after_sign_in;
    use domain::{Refusal, Role, text::AddressLine};

    let place: Place = place.parse().map_err(|unfit| Refusal::invalid("/place", unfit))?;
    let detail = AddressLine::optional(&detail).map_err(|unfit| Refusal::invalid("/detail", unfit))?;
    kept::write(&place.with_detail(detail))?;
    leptos_axum::redirect(after_sign_in(&next, Role::Customer), false);
    Ok(())
}
