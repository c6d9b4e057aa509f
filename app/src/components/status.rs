//! A status in the words of whoever looks at it.

use super::marks::Tone;
use crate::lang::Lang;
use domain::order::Status;

/// A badge's word: what the order is doing now.
pub fn status_label(status: Status, lang: Lang) -> &'static str {
    let (ko, en) = match status {
        Status::AwaitingPayment => ("결제 대기", "Awaiting payment"),
        Status::Placed => ("가게 확인 중", "With the store"),
        Status::Accepted => ("조리 대기", "Accepted"),
        Status::Cooking => ("조리 중", "Cooking"),
        Status::Ready => ("완성", "Ready"),
        Status::Claimed => ("라이더 배정", "Rider found"),
        Status::PickedUp => ("배달 중", "On the way"),
        Status::Packing => ("포장 중", "Packing"),
        Status::Shipped => ("택배 이동 중", "Shipped"),
        Status::Collected => ("가져감", "Collected"),
        Status::Delivered => ("도착", "Delivered"),
        Status::Completed => ("완료", "Complete"),
        Status::Expired => ("결제 안 됨", "Not paid"),
        Status::Rejected => ("거절됨", "Declined"),
        Status::Cancelled => ("취소됨", "Cancelled"),
    };
    lang.pick(ko, en)
}

pub const fn status_tone(status: Status) -> Tone {
    match status {
        Status::AwaitingPayment | Status::Placed => Tone::Brass,
        Status::Accepted | Status::Cooking | Status::Packing | Status::Claimed | Status::PickedUp | Status::Shipped => {
            Tone::Brand
        }
        Status::Ready | Status::Collected | Status::Delivered | Status::Completed => Tone::Celadon,
        Status::Expired | Status::Rejected | Status::Cancelled => Tone::Danger,
    }
}

/// The customer's headline: what happens now, as a sentence.
pub fn status_headline(status: Status, lang: Lang) -> &'static str {
    let (ko, en) = match status {
        Status::AwaitingPayment => ("결제를 기다리고 있어요", "Waiting for your payment"),
        Status::Placed => ("가게가 주문을 보고 있어요", "The store is looking at your order"),
        Status::Accepted => ("곧 조리를 시작해요", "Cooking starts soon"),
        Status::Cooking => ("맛있게 만들고 있어요", "Your food is being made"),
        Status::Ready => ("다 됐어요", "Your food is ready"),
        Status::Claimed => ("라이더가 가게로 가고 있어요", "A rider is on the way to the store"),
        Status::PickedUp => ("라이더가 오고 있어요", "Your rider is on the way"),
        Status::Packing => ("정성껏 포장하고 있어요", "Your kit is being packed"),
        Status::Shipped => ("택배가 오고 있어요", "Your parcel is on the way"),
        Status::Collected => ("맛있게 드세요", "Enjoy your meal"),
        Status::Delivered => ("도착했어요", "It is here"),
        Status::Completed => ("맛있게 드셨나요?", "Did you enjoy it?"),
        Status::Expired => ("결제되지 않았어요", "This order was not paid"),
        Status::Rejected => ("가게가 주문을 받지 못했어요", "The store could not take this order"),
        Status::Cancelled => ("주문이 취소됐어요", "This order was cancelled"),
    };
    lang.pick(ko, en)
}

/// Whether an order ended without food.
pub const fn is_lost(status: Status) -> bool {
    matches!(status, Status::Expired | Status::Rejected | Status::Cancelled)
}
