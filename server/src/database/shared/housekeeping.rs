//! What keeps the database from growing without end.

use super::{accounts::SqlAccounts, answers::SqlAnswers};
use crate::supervision::Pulse;
use std::{sync::Arc, time::Duration};

const EVERY: Duration = Duration::from_secs(3_600);
/// Rows, so few that nobody waits long for the pen.
pub const SWEPT_AT_ONCE: i64 = 1_000;

/// Once an hour, beginning now. What fails has been logged and is tried again the next time.
pub async fn keep_house(accounts: Arc<SqlAccounts>, answers: Arc<SqlAnswers>, pulse: Pulse) {
    loop {
        pulse.beat();
        while accounts.sweep().await.is_ok_and(|more| more) {
            pulse.beat();
        }
        pulse.beat();
        while answers.sweep().await.is_ok_and(|more| more) {
            pulse.beat();
        }
        pulse.rest();
        tokio::time::sleep(EVERY).await;
    }
}
