//! Who is told what of a change: the table of the API. Channels beyond the in-app inbox build on this.

mod entry;

pub use entry::entry_id;

use domain::{
    AccountId,
    order::{EndReason, Event, Fulfilment, Order},
};

pub struct Message {
    pub to: AccountId,
    pub text: String,
}

/// The messages that a change sends out; `order` is as it is after it.
pub fn told(event: &Event, order: &Order) -> Vec<Message> {
    let store = &order.store.name;
    let number = &order.number;
    let customer = |text: String| Message { to: order.customer.id, text };
    let owner = |text: String| Message { to: order.store.owner, text };
    let rider = |text: String| order.rider.as_ref().map(|rider| Message { to: rider.id, text });
    match event {
        Event::PaymentConfirmed { amount, .. } if order.was_paid() => vec![
            customer(format!("{store}에 주문 {number}을 넣었어요. {} · {amount}원을 결제했어요.", what(order))),
            owner(format!("새 주문 {number}이 들어왔어요. {} · {}원", what(order), order.items_total)),
        ],
        Event::Accepted { prep_minutes, .. } => {
            vec![customer(format!("{store}에서 주문을 받았어요. {}분 뒤 {}.", i64::from(*prep_minutes), done(order)))]
        }
        Event::Rejected { reason, text } => {
            let why = text.as_ref().map_or_else(|| reason_ko(*reason).to_owned(), ToString::to_string);
            vec![customer(format!("{store}에서 주문을 받지 못했어요. {why} 결제한 돈은 바로 돌려드려요."))]
        }
        Event::CookingStarted {} => vec![customer(format!("{store}에서 조리를 시작했어요."))],
        Event::CookingFinished {} if order.fulfilment() == Fulfilment::CounterPickup => {
            vec![customer(format!("주문 {number}이 다 됐어요. {store} 카운터에서 찾아가 주세요."))]
        }
        Event::CookingFinished {} => vec![customer(format!("{store}의 음식이 다 됐어요. 라이더를 찾고 있어요."))],
        Event::PackingStarted {} => vec![customer(format!("{store}에서 포장을 시작했어요."))],
        Event::Shipped { carrier, tracking_no } => vec![customer(format!("{store}에서 보냈어요. {carrier} {tracking_no}"))],
        Event::Claimed { rider } => vec![
            customer(format!("{} 라이더가 {store}에 가고 있어요.", rider.name)),
            owner(format!("{} 라이더가 주문 {number}을 가지러 가고 있어요.", rider.name)),
        ],
        Event::PickedUp {} => vec![customer("라이더가 음식을 받아 출발했어요.".to_owned())],
        Event::Delivered {} => vec![customer(format!("{store}의 음식이 도착했어요. 맛있게 드세요!"))],
        Event::Cancelled { reason, .. } => {
            let why = if *reason == EndReason::AcceptDeadline { "가게가 제때 답하지 못해 " } else { "" };
            let mut messages = vec![customer(format!("{why}{store} 주문 {number}이 취소됐어요."))];
            if order.was_paid() {
                messages.push(owner(format!("{why}주문 {number}이 취소됐어요.")));
            }
            messages.extend(rider(format!("주문 {number} 배달이 취소됐어요.")));
            messages
        }
        Event::Expired {} if order.payment.hold_until.is_some() => {
            vec![customer(format!("{store} 주문을 결제하지 못해 담아 둔 시간이 끝났어요. 돈은 나가지 않았어요."))]
        }
        Event::RefundSettled { amount } => vec![customer(format!("{amount}원을 돌려드렸어요."))],
        Event::DeliveryCancelled {} if order.fulfilment() == Fulfilment::Parcel => {
            vec![customer(format!("주문 {number}의 배송을 취소했어요.")), owner(format!("주문 {number}의 배송을 취소했어요."))]
        }
        Event::ReceiptConfirmed {} => {
            let mut messages = vec![owner(format!("손님이 주문 {number}을 잘 받았어요."))];
            messages.extend(rider(format!("손님이 주문 {number}을 잘 받았어요.")));
            messages
        }
        _ => Vec::new(),
    }
}

fn what(order: &Order) -> String {
    let first = order.lines.first().map_or("", |line| line.name.as_str());
    match order.lines.len() {
        0 | 1 => first.to_owned(),
        lines => format!("{first} 외 {}개", lines - 1),
    }
}

fn done(order: &Order) -> &'static str {
    match order.fulfilment() {
        Fulfilment::RiderDelivery => "완성돼요",
        Fulfilment::CounterPickup => "찾아가실 수 있어요",
        Fulfilment::Parcel => "포장돼요",
    }
}

fn reason_ko(reason: EndReason) -> &'static str {
    match reason {
        EndReason::SoldOut => "재료가 다 떨어졌대요.",
        EndReason::Busy => "지금 주문이 너무 밀려 있대요.",
        EndReason::Closing => "곧 문을 닫는대요.",
        EndReason::Other | EndReason::ChangedMind | EndReason::AcceptDeadline => "사정이 있대요.",
    }
}
