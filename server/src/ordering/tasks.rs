use crate::log::LeasedTask;
use async_trait::async_trait;
use domain::{Timestamp, order::Desk};

/// The table of work to do; SQLite and PostgreSQL each have one.
#[async_trait]
pub trait Tasks: Send + Sync {
    /// Takes up to `limit` tasks of a desk that are due and nobody's.
    async fn lease(&self, desk: Desk, limit: i64) -> Result<Vec<LeasedTask>, sqlx::Error>;
    /// Gives a task back, to be tried again at `due_at`.
    async fn give_back(&self, task: &LeasedTask, due_at: Timestamp, why: &str) -> Result<(), sqlx::Error>;
}
