use crate::{derived::derived_id_at, log::Change};
use domain::{
    AccountId,
    planted::{Bug, planted},
    views::Channel,
};
use uuid::Uuid;

/// The same change, recipient and channel is the same row, also after the inbox was folded again.
pub fn entry_id(change: &Change, to: AccountId, channel: Channel) -> Uuid {
    if planted(Bug::NoInboxDedupe) {
        return Uuid::now_v7();
    }
    let version = change.recorded.version.to_be_bytes();
    derived_id_at(change.recorded.at, &[change.order.id.0.as_bytes(), &version, to.0.as_bytes(), channel.as_str().as_bytes()])
}
