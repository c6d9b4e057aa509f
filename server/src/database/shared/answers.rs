//! Saved answers to requests that came with an idempotency key, written many at a time.

use super::{Db, Pools, housekeeping::SWEPT_AT_ONCE};
use crate::{
    clock::Clock,
    idempotency::{Fingerprint, Owned, SavedAnswer, SavedAnswers},
    supervision::{Inlet, Pulse, inlet, supervise},
    surprise::OrInternal,
};
use async_trait::async_trait;
use domain::{Refusal, Timestamp, ports::Answer};
use sqlx::{FromRow, QueryBuilder};
use std::{collections::HashMap, time::Duration};
use tokio::sync::{mpsc, oneshot};

pub struct SqlAnswers {
    pools: Pools,
    clock: Clock,
    queue: mpsc::Sender<Entry>,
}

struct Entry {
    owned: Owned,
    answer: SavedAnswer,
    at: Timestamp,
    saved: oneshot::Sender<Answer<()>>,
}

/// The status of a request that was not answered yet, but told to come back.
const UNANSWERED: u16 = 0;
/// How many answers go into one transaction.
const BATCH: usize = 256;
/// How long more are waited for: orders are not held up by it, and a transaction costs nearly the same for many.
const GATHER: Duration = Duration::from_millis(2);
/// How long an answer is kept, in seconds: a week.
const KEPT: i64 = 7 * 86_400;

impl SqlAnswers {
    /// Starts the task that writes; it ends when this is dropped.
    pub fn start(pools: Pools, clock: Clock) -> SqlAnswers {
        let (queue, entries) = mpsc::channel(BATCH * 16);
        let (writing, entries) = (pools.clone(), inlet(entries));
        supervise("saved_answers", 0, move |pulse| write(writing.clone(), entries.clone(), pulse));
        SqlAnswers { pools, clock, queue }
    }

    /// Forgets some of what nobody will ask for any more; true: there may be more.
    pub async fn sweep(&self) -> Answer<bool> {
        let mut tx = self.pools.project().await.or_internal("sweeping answers")?;
        let old = "DELETE FROM saved_answer WHERE (account_id, key) IN (SELECT account_id, key FROM saved_answer WHERE at < $1 LIMIT $2)";
        let swept =
            sqlx::query(old).bind(self.clock.now().plus_seconds(-KEPT).micros()).bind(SWEPT_AT_ONCE).execute(tx.db()).await;
        let swept = swept.or_internal("sweeping answers")?.rows_affected();
        tx.commit().await.or_internal("sweeping answers")?;
        Ok(swept >= SWEPT_AT_ONCE as u64)
    }
}

#[async_trait]
impl SavedAnswers for SqlAnswers {
    async fn find(&self, owned: &Owned) -> Answer<Option<SavedAnswer>> {
        let row: Option<Row> =
            sqlx::query_as("SELECT fingerprint, status, body FROM saved_answer WHERE account_id = $1 AND key = $2")
                .bind(owned.account)
                .bind(&owned.key)
                .fetch_optional(self.pools.read())
                .await
                .or_internal("looking for a saved answer")?;
        row.map(Row::read).transpose()
    }

    async fn save(&self, owned: Owned, answer: SavedAnswer) -> Answer<()> {
        let (saved, done) = oneshot::channel();
        let entry = Entry { owned, answer, at: self.clock.now(), saved };
        self.queue.send(entry).await.or_internal("saving an answer")?;
        done.await.unwrap_or(Err(Refusal::Internal))
    }
}

async fn write(pools: Pools, entries: Inlet<Entry>, pulse: Pulse) {
    let mut entries = entries.lock().await;
    let mut batch = Vec::with_capacity(BATCH);
    while entries.recv_many(&mut batch, BATCH).await > 0 {
        pulse.beat();
        tokio::time::sleep(GATHER).await;
        while batch.len() < BATCH {
            let Ok(entry) = entries.try_recv() else { break };
            batch.push(entry);
        }
        let outcome = insert(&pools, &batch).await.or_internal("saving answers");
        for entry in batch.drain(..) {
            // Gone: whoever asked has hung up.
            let _ = entry.saved.send(outcome.clone());
        }
        pulse.rest();
    }
}

/// Durable against a crash of the process; after a power cut the ids that follow from the key do the rest.
async fn insert(pools: &Pools, batch: &[Entry]) -> sqlx::Result<()> {
    // Whoever hung up while an answer was saved may be back already: no statement may touch a row twice.
    let mut latest: HashMap<&Owned, &Entry> = HashMap::with_capacity(batch.len());
    for entry in batch {
        let place = latest.entry(&entry.owned).or_insert(entry);
        if place.answer.answer.is_none() {
            *place = entry;
        }
    }
    let mut tx = pools.project().await?;
    let mut query = QueryBuilder::<Db>::new("INSERT INTO saved_answer (account_id, key, fingerprint, status, body, at) ");
    query.push_values(latest.into_values(), |mut row, entry| {
        let (status, body) = entry.answer.answer.as_ref().map_or((UNANSWERED, ""), |(status, body)| (*status, body.as_str()));
        row.push_bind(entry.owned.account)
            .push_bind(entry.owned.key.as_str())
            .push_bind(entry.answer.fingerprint.0.as_slice())
            .push_bind(i64::from(status))
            .push_bind(body)
            .push_bind(entry.at.micros());
    });
    query.push(" ON CONFLICT (account_id, key) DO UPDATE SET status = excluded.status, body = excluded.body WHERE saved_answer.status = ");
    query.push_bind(i64::from(UNANSWERED));
    query.build().persistent(false).execute(tx.db()).await?;
    tx.commit().await
}

#[derive(FromRow)]
struct Row {
    fingerprint: Vec<u8>,
    status: i64,
    body: String,
}

impl Row {
    fn read(self) -> Answer<SavedAnswer> {
        let status = u16::try_from(self.status).or_internal("reading a saved answer")?;
        let fingerprint = <[u8; 32]>::try_from(self.fingerprint.as_slice()).or_internal("reading a saved answer")?;
        let answer = (status != UNANSWERED).then_some((status, self.body));
        Ok(SavedAnswer { fingerprint: Fingerprint(fingerprint), answer })
    }
}
