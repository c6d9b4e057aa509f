use super::*;
use domain::{NotificationId, Timestamp};
use sqlx::FromRow;

impl SqlQueries {
    /// One's own rows of the ledger, on all channels.
    pub(super) async fn told_to(&self, actor: &Account, page: PageRequest) -> Answer<Page<NotificationView>> {
        self.caught_up("inbox").await;
        let cursor = Cursor::read(page.cursor.as_deref(), i64::MAX)?;
        let rows: Vec<Row> = sqlx::query_as::<Db, Row>(
            "SELECT id, order_id, kind, text, at, channel, status FROM notification \
             WHERE recipient = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4",
        )
        .bind(actor.id.0)
        .bind(cursor.at)
        .bind(cursor.id)
        .bind(i64::from(page.limit) + 1)
        .fetch_all(self.pools.read())
        .await
        .map_err(failed)?;
        let notifications = rows.into_iter().map(Row::read).collect::<Answer<Vec<_>>>()?;
        Ok(Page::cut(notifications, page.limit, |entry| Cursor::write(entry.at.micros(), entry.id.0)))
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    order_id: Uuid,
    kind: String,
    text: String,
    at: i64,
    channel: String,
    status: String,
}

impl Row {
    fn read(self) -> Answer<NotificationView> {
        let unknown = |what: &str| failed(sqlx::Error::Decode(format!("an unknown {what}").into()));
        Ok(NotificationView {
            id: NotificationId(self.id),
            order_id: OrderId(self.order_id),
            channel: Channel::parse(&self.channel).ok_or_else(|| unknown("channel"))?,
            status: NotificationStatus::parse(&self.status).ok_or_else(|| unknown("status"))?,
            kind: self.kind,
            text: self.text,
            at: Timestamp::from_micros(self.at),
        })
    }
}
