use super::*;
use crate::notification::{Message, entry_id, told};
use domain::views::{Channel, NotificationStatus};
use sqlx::QueryBuilder;
use tokio::sync::Notify;

/// The ledger of what each person was told: one row for each change, recipient and channel. In the inbox it is there at once; on the
/// channels that lead out of the house it waits for its sender.
pub struct Inbox {
    /// Rung when there is something to send.
    pub post: Arc<Notify>,
}

const CHANNELS: [Channel; 2] = [Channel::Inbox, Channel::Alimtalk];

impl Projection for Inbox {
    const NAME: &'static str = "inbox";

    fn concerns(&self, change: &Change) -> bool {
        !told(&change.recorded.event, &change.order).is_empty()
    }

    /// A row that is there stays as it is: folding again sends nothing again.
    async fn apply(&self, db: &mut Connection, changes: &[Arc<Change>]) -> sqlx::Result<()> {
        for chunk in changes.chunks(128) {
            let mut query = QueryBuilder::<Db>::new(
                "INSERT INTO notification \
                 (id, order_id, version, recipient, channel, kind, template, text, at, status, due_at, attempts, failures) ",
            );
            query.push_values(chunk.iter().flat_map(entries), |mut row, Entry { change, message, channel }| {
                let at = change.recorded.at.micros();
                let (status, due_at) = match channel {
                    Channel::Inbox => (NotificationStatus::Sent, None),
                    Channel::Alimtalk | Channel::Sms | Channel::WebPush => (NotificationStatus::Pending, Some(at)),
                };
                row.push_bind(entry_id(change, message.to, channel))
                    .push_bind(change.order.id.0)
                    .push_bind(i64::from(change.recorded.version))
                    .push_bind(message.to.0)
                    .push_bind(channel.as_str())
                    .push_bind(change.recorded.event.kind())
                    .push_bind(message.template)
                    .push_bind(message.text)
                    .push_bind(at)
                    .push_bind(status.as_str())
                    .push_bind(due_at)
                    .push_bind(0_i64)
                    .push_bind(0_i64);
            });
            query.push(" ON CONFLICT DO NOTHING");
            query.build().execute(&mut *db).await?;
        }
        Ok(())
    }

    fn topics(&self, change: &Change) -> Vec<Topic> {
        told(&change.recorded.event, &change.order).into_iter().map(|message| Topic::Inbox(message.to)).collect()
    }

    fn committed(&self) {
        self.post.notify_one();
    }
}

struct Entry<'a> {
    change: &'a Change,
    message: Message,
    channel: Channel,
}

fn entries(change: &Arc<Change>) -> impl Iterator<Item = Entry<'_>> {
    let messages = told(&change.recorded.event, &change.order);
    messages.into_iter().flat_map(move |message| CHANNELS.map(|channel| Entry { change, message: message.clone(), channel }))
}
