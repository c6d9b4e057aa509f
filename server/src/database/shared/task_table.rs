use super::{Pools, tasks};
use crate::{clock::Clock, log::LeasedTask, ordering::Tasks};
use async_trait::async_trait;
use domain::Timestamp;

pub struct TaskTable {
    pub pools: Pools,
    pub clock: Clock,
}

#[async_trait]
impl Tasks for TaskTable {
    async fn lease(&self, limit: i64) -> sqlx::Result<Vec<LeasedTask>> {
        tasks::lease(&self.pools, &self.clock, limit).await
    }

    async fn give_back(&self, task: &LeasedTask, due_at: Timestamp, why: &str) -> sqlx::Result<()> {
        tasks::give_back(&self.pools, task, due_at, why).await
    }
}
