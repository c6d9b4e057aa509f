//! What keeps the database from growing without end.

use super::{accounts::SqlAccounts, answers::SqlAnswers};
use std::{sync::Arc, time::Duration};

const EVERY: Duration = Duration::from_secs(3_600);

/// Once an hour, beginning now. What fails has been logged and is tried again the next time.
pub async fn keep_house(accounts: Arc<SqlAccounts>, answers: Arc<SqlAnswers>) {
    loop {
        let _ = accounts.sweep().await;
        let _ = answers.sweep().await;
        tokio::time::sleep(EVERY).await;
    }
}
