//! Who is told what of a change: the table of the API.

use super::templates::{self as say, Detail, Template};
use domain::{
    AccountId,
    order::{EndReason, Event, Fulfilment, Order},
};

/// What one person is told of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub to: AccountId,
    /// The code under which the vendor knows the text.
    pub template: &'static str,
    pub text: String,
}

/// The messages that a change sends out, at most one to a person; `order` is as it is after it.
pub fn told(event: &Event, order: &Order) -> Vec<Message> {
    let message = |to: AccountId, template: &'static Template, details: &[Detail]| Message {
        to,
        template: template.code,
        text: template.filled(order, details),
    };
    let customer = |template, details: &[Detail]| message(order.customer.id, template, details);
    let store = |template, details: &[Detail]| message(order.store.owner, template, details);
    let rider = |template| order.rider.as_ref().map(|rider| message(rider.id, template, &[]));
    match event {
        // A payment that came too late starts nothing; its refund is told of when it is settled.
        Event::PaymentConfirmed { amount, .. } if order.was_paid() => {
            let items = || ("items", items(order));
            vec![
                customer(&say::PAYMENT_CONFIRMED_CUSTOMER, &[items(), ("place", place(order)), ("amount", amount.to_string())]),
                store(&say::PAYMENT_CONFIRMED_STORE, &[items(), ("amount", order.items_total.to_string())]),
            ]
        }
        Event::Accepted { prep_minutes, .. } => {
            let minutes = i64::from(*prep_minutes).to_string();
            vec![customer(&say::ACCEPTED_CUSTOMER, &[("minutes", minutes), ("promise", promise(order).to_owned())])]
        }
        Event::Rejected { reason, text } => {
            let why = text.as_ref().map_or_else(|| reason_ko(*reason).to_owned(), ToString::to_string);
            vec![customer(&say::REJECTED_CUSTOMER, &[("reason", why)])]
        }
        Event::CookingStarted {} => vec![customer(&say::COOKING_STARTED_CUSTOMER, &[])],
        Event::CookingFinished {} if order.fulfilment() == Fulfilment::CounterPickup => {
            vec![customer(&say::COLLECTABLE_CUSTOMER, &[])]
        }
        Event::CookingFinished {} => vec![customer(&say::COOKING_FINISHED_CUSTOMER, &[])],
        Event::PackingStarted {} => vec![customer(&say::PACKING_STARTED_CUSTOMER, &[])],
        Event::Shipped { carrier, tracking_no } => {
            let details = [("carrier", carrier.to_string()), ("tracking_no", tracking_no.to_string())];
            vec![customer(&say::SHIPPED_CUSTOMER, &details)]
        }
        Event::Claimed { rider } => {
            let name = [("rider", rider.name.to_string())];
            vec![customer(&say::CLAIMED_CUSTOMER, &name), store(&say::CLAIMED_STORE, &name)]
        }
        Event::PickedUp {} => vec![customer(&say::PICKED_UP_CUSTOMER, &[])],
        Event::Delivered {} => vec![customer(&say::DELIVERED_CUSTOMER, &[])],
        Event::Cancelled { reason, .. } => {
            let (to_customer, to_store) = match reason {
                EndReason::AcceptDeadline => (&say::UNANSWERED_CUSTOMER, &say::UNANSWERED_STORE),
                _ => (&say::CANCELLED_CUSTOMER, &say::CANCELLED_STORE),
            };
            let mut messages = vec![customer(to_customer, &[])];
            if order.was_paid() {
                messages.push(store(to_store, &[]));
            }
            messages.extend(rider(&say::CANCELLED_RIDER));
            messages
        }
        // Never paid, so there is no store and no rider to tell. Without a deferral the customer was there and saw it.
        Event::Expired {} if order.payment.hold_until.is_some() => vec![customer(&say::EXPIRED_CUSTOMER, &[])],
        Event::RefundSettled { amount } => vec![customer(&say::REFUND_SETTLED_CUSTOMER, &[("amount", amount.to_string())])],
        Event::DeliveryCancelled {} if order.fulfilment() == Fulfilment::Parcel => {
            vec![customer(&say::DELIVERY_CANCELLED_CUSTOMER, &[]), store(&say::DELIVERY_CANCELLED_STORE, &[])]
        }
        Event::ReceiptConfirmed {} => {
            let mut messages = vec![store(&say::RECEIPT_CONFIRMED_STORE, &[])];
            messages.extend(rider(&say::RECEIPT_CONFIRMED_RIDER));
            messages
        }
        // Named one by one: a new kind of event has to say whom it concerns.
        Event::Placed(_)
        | Event::PaymentConfirmed { .. }
        | Event::PaymentDeclined { .. }
        | Event::PaymentDeferred { .. }
        | Event::PaymentUnknown {}
        | Event::Expired {}
        | Event::Collected {}
        | Event::SellerTold {}
        | Event::RefundRequested { .. }
        | Event::DeliveryCancelled {} => Vec::new(),
    }
}

/// The first three items; a template has room for a thousand characters in all.
fn items(order: &Order) -> String {
    let named: Vec<_> = order.lines.iter().take(3).map(|line| format!("{} {}개", line.name, line.quantity.count())).collect();
    match order.lines.len().saturating_sub(named.len()) {
        0 => named.join(", "),
        more => format!("{} 외 {more}가지", named.join(", ")),
    }
}

/// Where it goes.
fn place(order: &Order) -> String {
    match &order.address {
        Some(address) => match &address.detail {
            Some(detail) => format!("{} {detail}", address.line),
            None => address.line.to_string(),
        },
        None => "가게에서 받기".to_owned(),
    }
}

fn promise(order: &Order) -> &'static str {
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

#[cfg(test)]
mod tests;
