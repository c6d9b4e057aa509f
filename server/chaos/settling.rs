//! Waits until the program has done what is left to do.

use super::{Failure, plant::Plant, tables::count};
use std::time::{Duration, Instant};

/// A charge or a message whose process died is somebody else's after 30 s; a message that failed again and again waits for up to five minutes.
const PATIENCE: Duration = Duration::from_secs(600);

const TASKS: &str = "SELECT COUNT(*) FROM task";
const UNSENT: &str = "SELECT COUNT(*) FROM notification WHERE due_at IS NOT NULL";
const BEHIND: &str = "SELECT COUNT(*) FROM state LEFT JOIN order_status \
    ON order_status.order_id = state.order_id AND order_status.version = state.version WHERE order_status.order_id IS NULL";

pub async fn wait(plant: &Plant) -> Result<(), Failure> {
    let begin = Instant::now();
    loop {
        let (tasks, unsent) = (count(&plant.database, TASKS).await?, count(&plant.database, UNSENT).await?);
        // A look at all orders, which is not cheap.
        let behind = if tasks == 0 && unsent == 0 { count(&plant.database, BEHIND).await? } else { 0 };
        if tasks == 0 && behind == 0 && unsent == 0 {
            // The other read models are as fast, but are not asked.
            tokio::time::sleep(Duration::from_secs(2)).await;
            return Ok(());
        }
        if begin.elapsed() > PATIENCE {
            return Err(format!(
                "{tasks} tasks do not come to an end, {behind} orders are not in the read model, {unsent} messages are not sent"
            )
            .into());
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
