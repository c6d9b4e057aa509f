use crate::store::StoreKind;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Status {
    AwaitingPayment,
    Placed,
    Accepted,
    Cooking,
    Ready,
    Claimed,
    PickedUp,
    Packing,
    Shipped,
    Collected,
    Delivered,
    Completed,
    Expired,
    Rejected,
    Cancelled,
}

impl Status {
    pub const ALL: [Status; 15] = [
        Status::AwaitingPayment,
        Status::Placed,
        Status::Accepted,
        Status::Cooking,
        Status::Ready,
        Status::Claimed,
        Status::PickedUp,
        Status::Packing,
        Status::Shipped,
        Status::Collected,
        Status::Delivered,
        Status::Completed,
        Status::Expired,
        Status::Rejected,
        Status::Cancelled,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Status::AwaitingPayment => "awaiting_payment",
            Status::Placed => "placed",
            Status::Accepted => "accepted",
            Status::Cooking => "cooking",
            Status::Ready => "ready",
            Status::Claimed => "claimed",
            Status::PickedUp => "picked_up",
            Status::Packing => "packing",
            Status::Shipped => "shipped",
            Status::Collected => "collected",
            Status::Delivered => "delivered",
            Status::Completed => "completed",
            Status::Expired => "expired",
            Status::Rejected => "rejected",
            Status::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Nothing can happen to it any more, but for money on its way back.
    pub const fn is_final(self) -> bool {
        matches!(self, Status::Completed | Status::Expired | Status::Rejected | Status::Cancelled)
    }

    pub const fn ko(self) -> &'static str {
        match self {
            Status::AwaitingPayment => "결제 확인 중",
            Status::Placed => "주문 확인 중",
            Status::Accepted => "조리 대기",
            Status::Cooking => "조리 중",
            Status::Ready => "조리 완료",
            Status::Claimed => "라이더 배정",
            Status::PickedUp => "배달 중",
            Status::Packing => "포장 중",
            Status::Shipped => "배송 중",
            Status::Collected => "픽업 완료",
            Status::Delivered => "도착",
            Status::Completed => "완료",
            Status::Expired => "결제 안 됨",
            Status::Rejected => "가게 거절",
            Status::Cancelled => "취소",
        }
    }

    pub const fn en(self) -> &'static str {
        match self {
            Status::AwaitingPayment => "Awaiting payment",
            Status::Placed => "Placed",
            Status::Accepted => "Accepted",
            Status::Cooking => "Cooking",
            Status::Ready => "Ready",
            Status::Claimed => "Rider on the way to the store",
            Status::PickedUp => "On the way",
            Status::Packing => "Packing",
            Status::Shipped => "Shipped",
            Status::Collected => "Collected",
            Status::Delivered => "Delivered",
            Status::Completed => "Completed",
            Status::Expired => "Not paid",
            Status::Rejected => "Rejected",
            Status::Cancelled => "Cancelled",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentStatus {
    /// Being charged right now.
    Pending,
    /// The gateway was busy; it may be paid until the hold ends.
    Deferred,
    /// The gateway's answer was lost; it is looked up.
    Unknown,
    Paid,
    Declined,
    Refunding,
    Refunded,
    /// Ended without ever being charged.
    Void,
}

/// How an order reaches its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fulfilment {
    RiderDelivery,
    CounterPickup,
    Parcel,
}

impl Fulfilment {
    pub const fn of(kind: StoreKind) -> Fulfilment {
        match kind {
            StoreKind::Restaurant => Fulfilment::RiderDelivery,
            StoreKind::Cafe => Fulfilment::CounterPickup,
            StoreKind::MealKit => Fulfilment::Parcel,
        }
    }

    /// The way of an order that goes well, after it is paid.
    pub const fn steps(self) -> &'static [Status] {
        match self {
            Fulfilment::RiderDelivery => &[
                Status::Placed,
                Status::Accepted,
                Status::Cooking,
                Status::Ready,
                Status::Claimed,
                Status::PickedUp,
                Status::Delivered,
                Status::Completed,
            ],
            Fulfilment::CounterPickup => {
                &[Status::Placed, Status::Accepted, Status::Cooking, Status::Ready, Status::Collected, Status::Completed]
            }
            Fulfilment::Parcel => {
                &[Status::Placed, Status::Accepted, Status::Packing, Status::Shipped, Status::Delivered, Status::Completed]
            }
        }
    }
}
