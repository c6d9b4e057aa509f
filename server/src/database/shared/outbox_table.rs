//! The ledger's rows that wait to be sent.

use super::{Db, Pools, rows};
use crate::{
    clock::Clock,
    notification::{Attempt, DueMessage, Outbox, Recorded},
};
use async_trait::async_trait;
use domain::{
    NotificationId, OrderId, Timestamp,
    account::Phone,
    views::{Channel, NotificationStatus},
};
use sqlx::{FromRow, QueryBuilder};
use std::collections::HashMap;
use uuid::Uuid;

/// How long a sender has before somebody else may think it dead. Longer than an attempt may take.
const LEASE_SECONDS: i64 = 30;

pub struct OutboxTable {
    pub pools: Pools,
    pub clock: Clock,
    pub channel: Channel,
}

#[derive(FromRow)]
struct Due {
    id: Uuid,
    order_id: Uuid,
    recipient: Uuid,
    template: String,
    text: String,
    at: i64,
    attempts: i64,
    failures: i64,
    certain: i64,
}

#[async_trait]
impl Outbox for OutboxTable {
    /// The lease is on the disk before anything is sent: after a power cut too it is known that something may have been.
    async fn lease(&self, limit: i64) -> sqlx::Result<Vec<DueMessage>> {
        let now = self.clock.now();
        if !self.is_due(now).await? {
            return Ok(Vec::new());
        }
        let mut tx = self.pools.project_durably().await?;
        // Waiting for the pen takes nothing from the lease.
        let now = self.clock.now();
        let leased: Vec<Due> = sqlx::query_as::<Db, Due>(
            "UPDATE notification SET due_at = $1, attempts = attempts + 1 WHERE due_at <= $2 AND id IN \
             (SELECT id FROM notification WHERE due_at <= $3 AND channel = $4 ORDER BY due_at LIMIT $5) \
             RETURNING id, order_id, recipient, template, text, at, attempts, failures, certain",
        )
        .bind(now.plus_seconds(LEASE_SECONDS).micros())
        .bind(now.micros())
        .bind(now.micros())
        .bind(self.channel.as_str())
        .bind(limit)
        .fetch_all(tx.db())
        .await?;
        tx.commit().await?;
        let phones = self.phones(&leased).await?;
        Ok(leased.into_iter().map(|due| due.with(&phones)).collect())
    }

    /// Not waiting for the disk: what a power cut takes back is leased again and found at the vendor.
    async fn record(&self, attempts: &[Attempt]) -> sqlx::Result<()> {
        let mut tx = self.pools.project().await?;
        for Attempt { id, number, recorded } in attempts {
            let (status, due_at, failed, why, reference) = match recorded {
                Recorded::Sent { reference } => (NotificationStatus::Sent, None, 0, None, Some(reference)),
                Recorded::Failed { why, counts, due_at, .. } => {
                    (NotificationStatus::Failed, Some(due_at.micros()), i64::from(*counts), Some(why), None)
                }
                Recorded::Dead { why } => (NotificationStatus::Dead, None, 1, Some(why), None),
            };
            let certain = matches!(recorded, Recorded::Failed { certain: true, .. });
            let sent = matches!(recorded, Recorded::Sent { .. });
            sqlx::query(
                "UPDATE notification SET status = $1, due_at = $2, failures = failures + $3, last_error = $4, reference = $5, \
                 certain = CASE WHEN certain = attempts - 1 THEN certain + $6 ELSE certain END \
                 WHERE id = $7 AND (attempts = $8 OR $9 = 1)",
            )
            .bind(status.as_str())
            .bind(due_at)
            .bind(failed)
            .bind(why.map(|why| rows::said(why)))
            .bind(reference.map(|reference| rows::said(reference)))
            .bind(i64::from(certain))
            .bind(id.0)
            .bind(*number)
            .bind(i64::from(sent))
            .execute(tx.db())
            .await?;
        }
        tx.commit().await
    }

    async fn waiting(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar::<Db, i64>("SELECT COUNT(*) FROM notification WHERE due_at IS NOT NULL AND channel = $1")
            .bind(self.channel.as_str())
            .fetch_one(self.pools.read())
            .await
    }
}

impl OutboxTable {
    /// Looking costs less than taking the pen.
    async fn is_due(&self, now: Timestamp) -> sqlx::Result<bool> {
        let due = sqlx::query_scalar::<Db, i64>(
            "SELECT COUNT(*) FROM (SELECT 1 AS one FROM notification WHERE due_at <= $1 AND channel = $2 LIMIT 1) AS due",
        );
        Ok(due.bind(now.micros()).bind(self.channel.as_str()).fetch_one(self.pools.read()).await? > 0)
    }

    async fn phones(&self, leased: &[Due]) -> sqlx::Result<HashMap<Uuid, Phone>> {
        if leased.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = QueryBuilder::<Db>::new("SELECT id, phone FROM account WHERE id IN ");
        rows::push_list(&mut query, leased.iter().map(|due| due.recipient));
        let found: Vec<(Uuid, String)> = query.build_query_as().fetch_all(self.pools.read()).await?;
        let read = |(id, phone): (Uuid, String)| match Phone::try_from(phone) {
            Ok(phone) => Ok((id, phone)),
            Err(error) => Err(sqlx::Error::Decode(error.into())),
        };
        found.into_iter().map(read).collect()
    }
}

impl Due {
    fn with(self, phones: &HashMap<Uuid, Phone>) -> DueMessage {
        DueMessage {
            id: NotificationId(self.id),
            order_id: OrderId(self.order_id),
            phone: phones.get(&self.recipient).cloned(),
            template: self.template,
            text: self.text,
            at: Timestamp::from_micros(self.at),
            attempts: self.attempts,
            doubtful: self.certain < self.attempts - 1,
            failures: self.failures,
        }
    }
}
