use super::*;
use domain::{NotificationId, Timestamp};

impl SqlQueries {
    pub(super) async fn inbox_of(&self, actor: &Account, page: PageRequest) -> Answer<Page<NotificationView>> {
        self.caught_up("inbox").await;
        let cursor = Cursor::read(page.cursor.as_deref(), i64::MAX)?;
        let rows = sqlx::query_as::<Db, (Uuid, Uuid, String, String, i64)>(
            "SELECT id, order_id, kind, text, at FROM inbox WHERE account_id = $1 AND (at, id) < ($2, $3) \
             ORDER BY at DESC, id DESC LIMIT $4",
        )
        .bind(actor.id.0)
        .bind(cursor.at)
        .bind(cursor.id)
        .bind(i64::from(page.limit) + 1)
        .fetch_all(self.pools.read())
        .await
        .map_err(failed)?;
        let notifications = rows.into_iter().map(|(id, order_id, kind, text, at)| NotificationView {
            id: NotificationId(id),
            order_id: OrderId(order_id),
            kind,
            text,
            at: Timestamp::from_micros(at),
            channel: Channel::Inbox,
            status: NotificationStatus::Sent,
        });
        Ok(Page::cut(notifications.collect(), page.limit, |entry| Cursor::write(entry.at.micros(), entry.id.0)))
    }
}
