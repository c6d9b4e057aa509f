//! Accounts that the platform makes by itself, for the demo.

use super::{Db, Pools, accounts::SqlAccounts};
use crate::{demo::Newcomers, surprise::OrInternal};
use async_trait::async_trait;
use domain::{
    AccountId, Refusal,
    ports::{Answer, NewAccount},
};
use std::sync::Arc;
use uuid::Uuid;

pub struct SqlNewcomers {
    pub pools: Pools,
    pub accounts: Arc<SqlAccounts>,
}

#[async_trait]
impl Newcomers for SqlNewcomers {
    async fn nobody_is_here(&self) -> Answer<bool> {
        let somebody = sqlx::query_scalar::<Db, Uuid>("SELECT id FROM account LIMIT 1").fetch_optional(self.pools.read()).await;
        Ok(somebody.or_internal("looking for accounts")?.is_none())
    }

    async fn is_here(&self, id: AccountId) -> Answer<bool> {
        let found =
            sqlx::query_scalar::<Db, Uuid>("SELECT id FROM account WHERE id = $1").bind(id.0).fetch_optional(self.pools.read());
        Ok(found.await.or_internal("looking for an account")?.is_some())
    }

    async fn enrol(&self, people: Vec<(AccountId, NewAccount)>) -> Answer<()> {
        let Some((_, first)) = people.first() else { return Ok(()) };
        let hash = self.accounts.passwords().turn().await?.hash(&first.password).await?;
        for (id, person) in &people {
            match self.accounts.create(*id, person, &hash).await {
                Ok(()) | Err(Refusal::EmailTaken) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(())
    }
}
