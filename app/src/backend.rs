//! What the server gives to every rendering and every server function: the ports, and who is asking.

use crate::{failure::Failure, key::of_chance};
use domain::{Account, Refusal, Role, ports::*};
use leptos::prelude::use_context;
use std::sync::Arc;

#[derive(Clone)]
pub struct Backend {
    pub commands: Arc<dyn Commands>,
    pub queries: Arc<dyn Queries>,
    pub catalogue: Arc<dyn Catalogue>,
    pub accounts: Arc<dyn Accounts>,
    pub riders: Arc<dyn Riders>,
}

/// Who sent this request.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    pub account: Option<Account>,
    /// The session's token, for signing out.
    pub token: Option<String>,
    /// The network address, for limits.
    pub address: String,
    /// Whether the browser came over HTTPS: decides the cookie's name and flags.
    pub secure: bool,
    /// Whether the server runs with demo data, whose accounts the sign-in page then offers.
    pub demo: bool,
}

/// The ports; only ever missing when the program is wired wrongly.
pub fn backend() -> Result<Backend, Failure> {
    use_context().ok_or(Failure::Refused(Refusal::Internal))
}

pub fn visitor() -> Visitor {
    use_context().unwrap_or_default()
}

/// The signed-in account, whatever its role.
pub fn signed_in() -> Result<Account, Failure> {
    visitor().account.ok_or(Failure::Refused(Refusal::Unauthenticated))
}

/// The signed-in account, if it has this role.
pub fn signed_in_as(role: Role) -> Result<Account, Failure> {
    let account = signed_in()?;
    if account.role == role { Ok(account) } else { Err(Failure::Refused(Refusal::Forbidden)) }
}

/// Carries out one command of the signed-in account, which must have this role, and tells how the order is now.
pub async fn carry_out(
    role: Role,
    order_id: domain::OrderId,
    id: domain::CommandId,
    command: domain::order::Command,
) -> Result<domain::views::OrderView, Failure> {
    let actor = signed_in_as(role)?.into();
    let id = domain::CommandId(of_chance(id.0)?);
    let receipt = backend()?.commands.dispatch(Intent { id, order_id, actor, command }).await?;
    Ok((&receipt.order).into())
}
