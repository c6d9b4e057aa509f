use crate::log::Change;
use domain::{
    AccountId,
    planted::{Bug, planted},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The same change and recipient is the same entry, also after the read model was folded again.
pub fn entry_id(change: &Change, to: AccountId) -> Uuid {
    if planted(Bug::NoInboxDedupe) {
        return Uuid::now_v7();
    }
    let digest = Sha256::new()
        .chain_update(change.order.id.0)
        .chain_update(change.recorded.version.to_be_bytes())
        .chain_update(to.0)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
