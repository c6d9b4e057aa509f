use super::*;
use crate::notification::{entry_id, told};
use sqlx::QueryBuilder;

/// What each person was told in the app: one entry for each change and recipient.
pub struct Inbox;

impl Projection for Inbox {
    const NAME: &'static str = "inbox";

    fn concerns(&self, change: &Change) -> bool {
        !told(&change.recorded.event, &change.order).is_empty()
    }

    async fn apply(&self, db: &mut Connection, changes: &[Arc<Change>]) -> sqlx::Result<()> {
        for chunk in changes.chunks(128) {
            let entries: Vec<_> = chunk
                .iter()
                .flat_map(|change| told(&change.recorded.event, &change.order).into_iter().map(move |message| (change, message)))
                .collect();
            let mut query = QueryBuilder::<Db>::new("INSERT INTO inbox (id, account_id, order_id, kind, text, at) ");
            query.push_values(entries, |mut row, (change, message)| {
                row.push_bind(entry_id(change, message.to))
                    .push_bind(message.to.0)
                    .push_bind(change.order.id.0)
                    .push_bind(change.recorded.event.kind())
                    .push_bind(message.text)
                    .push_bind(change.recorded.at.micros());
            });
            query.push(" ON CONFLICT (id) DO NOTHING");
            query.build().execute(&mut *db).await?;
        }
        Ok(())
    }

    fn topics(&self, change: &Change) -> Vec<Topic> {
        told(&change.recorded.event, &change.order).into_iter().map(|message| Topic::Inbox(message.to)).collect()
    }
}
