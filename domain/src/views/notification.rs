use crate::{ids::*, time::Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationView {
    pub id: NotificationId,
    pub order_id: OrderId,
    /// The kind of event it tells of.
    pub kind: String,
    pub text: String,
    pub at: Timestamp,
    pub channel: Channel,
    pub status: NotificationStatus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Channel {
    /// Kakao's messages to a phone number.
    Alimtalk,
    Sms,
    WebPush,
    /// In the app itself.
    Inbox,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NotificationStatus {
    /// Not tried yet.
    Pending,
    Sent,
    /// It went wrong and will be tried again.
    Failed,
    /// It was given up.
    Dead,
}

impl Channel {
    const ALL: [Channel; 4] = [Channel::Alimtalk, Channel::Sms, Channel::WebPush, Channel::Inbox];

    pub const fn as_str(self) -> &'static str {
        match self {
            Channel::Alimtalk => "alimtalk",
            Channel::Sms => "sms",
            Channel::WebPush => "web_push",
            Channel::Inbox => "inbox",
        }
    }

    pub fn parse(text: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.as_str() == text)
    }
}

impl NotificationStatus {
    const ALL: [NotificationStatus; 4] =
        [NotificationStatus::Pending, NotificationStatus::Sent, NotificationStatus::Failed, NotificationStatus::Dead];

    pub const fn as_str(self) -> &'static str {
        match self {
            NotificationStatus::Pending => "pending",
            NotificationStatus::Sent => "sent",
            NotificationStatus::Failed => "failed",
            NotificationStatus::Dead => "dead",
        }
    }

    pub fn parse(text: &str) -> Option<NotificationStatus> {
        NotificationStatus::ALL.into_iter().find(|status| status.as_str() == text)
    }
}
