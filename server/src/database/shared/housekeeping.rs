//! What keeps the database from growing without end.

use super::{accounts::SqlAccounts, answers::SqlAnswers};
use crate::supervision::Pulse;
use std::{sync::Arc, time::Duration};

const EVERY: Duration = Duration::from_secs(3_600);

/// Once an hour, beginning now. What fails has been logged and is tried again the next time.
pub async fn keep_house(accounts: Arc<SqlAccounts>, answers: Arc<SqlAnswers>, pulse: Pulse) {
    loop {
        pulse.beat();
        let _ = accounts.sweep().await;
        pulse.beat();
        let _ = answers.sweep().await;
        pulse.rest();
        tokio::time::sleep(EVERY).await;
    }
}
