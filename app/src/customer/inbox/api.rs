use crate::failure::Failure;
use domain::{Page, Timestamp, views::NotificationView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inbox {
    pub page: Page<NotificationView>,
    pub now: Timestamp,
}

/// One's own inbox, newest first. For anyone who is signed in.
#[server(prefix = "/api/screens", endpoint = "customer/inbox")]
pub async fn load_inbox(cursor: Option<String>) -> Result<Inbox, Failure> {
    use crate::{
        backend::{backend, signed_in},
        clock,
    };
    use domain::{PageRequest, views::Channel};

    let request = PageRequest { limit: 100, cursor };
    let mut page = backend()?.queries.notifications(&signed_in()?, request).await?;
    // The ledger's rows of other channels say the same again.
    page.items.retain(|notification| notification.channel == Channel::Inbox);
    Ok(Inbox { page, now: clock::now() })
}
