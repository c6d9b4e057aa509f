use async_trait::async_trait;
use domain::{
    AccountId,
    ports::{Answer, NewAccount},
};

/// What laying out a neighbourhood needs beyond the ports, and what no request may ever ask for.
#[async_trait]
pub trait Newcomers: Send + Sync {
    /// Whether nobody has an account.
    async fn nobody_is_here(&self) -> Answer<bool>;
    async fn is_here(&self, id: AccountId) -> Answer<bool>;
    /// Gives accounts to people of any role, operators included, who all have one password; it is hashed once. Who has an
    /// account already keeps it as it is.
    async fn enrol(&self, people: Vec<(AccountId, NewAccount)>) -> Answer<()>;
}
