use crate::log::LeasedTask;
use async_trait::async_trait;
use domain::Timestamp;

/// The table of work to do; SQLite and PostgreSQL each have one.
#[async_trait]
pub trait Tasks: Send + Sync {
    /// Takes up to `limit` tasks that are due and nobody's.
    async fn lease(&self, limit: i64) -> Result<Vec<LeasedTask>, sqlx::Error>;
    /// Gives a task back, to be tried again at `due_at`.
    async fn give_back(&self, task: &LeasedTask, due_at: Timestamp, why: &str) -> Result<(), sqlx::Error>;
}
