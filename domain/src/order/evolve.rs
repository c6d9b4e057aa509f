use super::*;

/// What an order is after one more event. Decides nothing: whatever is in the log has happened.
///
/// None stays none until the order is placed.
pub fn evolve(order: Option<Order>, event: &Event, at: Timestamp) -> Option<Order> {
    match (order, event) {
        (None, Event::Placed(placed)) => Some(begin(placed, at)),
        (Some(mut order), event) => {
            order.version += 1;
            apply(&mut order, event, at);
            Some(order)
        }
        (None, _) => None,
    }
}

fn begin(placed: &Placed, at: Timestamp) -> Order {
    let Placed { id, number, store, customer, lines, items_total, delivery_fee, total, address, note, ride } = placed.clone();
    let payment =
        Payment { status: PaymentStatus::Pending, charged: Money::ZERO, refunded: Money::ZERO, key: None, hold_until: None };
    Order {
        id,
        number,
        version: 1,
        status: Status::AwaitingPayment,
        store,
        customer,
        lines,
        items_total,
        delivery_fee,
        total,
        address,
        note,
        payment,
        ride,
        rider: None,
        placed_at: at,
        accept_by: None,
        ready_at_estimate: None,
        shipment: None,
        timeline: vec![Step { status: Status::AwaitingPayment, at }],
        ending: None,
    }
}

fn apply(order: &mut Order, event: &Event, at: Timestamp) {
    match event {
        Event::Placed(_) => {}
        Event::PaymentConfirmed { payment_key, amount, accept_by } => {
            order.payment.status = PaymentStatus::Paid;
            order.payment.key = Some(payment_key.clone());
            order.payment.charged = *amount;
            if !order.status.is_final() {
                order.accept_by = Some(*accept_by);
                reach(order, Status::Placed, at);
            }
        }
        Event::PaymentDeclined { .. } => order.payment.status = PaymentStatus::Declined,
        Event::PaymentDeferred { until } => {
            order.payment.status = PaymentStatus::Deferred;
            order.payment.hold_until = Some(*until);
        }
        Event::PaymentUnknown {} => order.payment.status = PaymentStatus::Unknown,
        Event::Expired {} => {
            void_unless_settled(order);
            reach(order, Status::Expired, at);
        }
        Event::Accepted { ready_at, .. } => {
            order.ready_at_estimate = Some(*ready_at);
            reach(order, Status::Accepted, at);
        }
        Event::Rejected { reason, text } => {
            order.ending = Some(Ending { by: By::Store, reason: *reason, text: text.clone(), at, seller_told: 0 });
            reach(order, Status::Rejected, at);
        }
        Event::CookingStarted {} => reach(order, Status::Cooking, at),
        Event::CookingFinished {} => {
            order.ready_at_estimate = Some(at);
            reach(order, Status::Ready, at);
        }
        Event::Claimed { rider } => {
            order.rider = Some(rider.clone());
            reach(order, Status::Claimed, at);
        }
        Event::PickedUp {} => reach(order, Status::PickedUp, at),
        Event::Delivered {} => reach(order, Status::Delivered, at),
        Event::Collected {} => reach(order, Status::Collected, at),
        Event::PackingStarted {} => reach(order, Status::Packing, at),
        Event::Shipped { carrier, tracking_no } => {
            order.shipment = Some(Shipment { carrier: carrier.clone(), tracking_no: tracking_no.clone() });
            reach(order, Status::Shipped, at);
        }
        Event::ReceiptConfirmed {} => reach(order, Status::Completed, at),
        Event::Cancelled { by, reason, text } => {
            void_unless_settled(order);
            order.ending = Some(Ending { by: *by, reason: *reason, text: text.clone(), at, seller_told: 0 });
            reach(order, Status::Cancelled, at);
        }
        Event::SellerTold {} => {
            if let Some(ending) = &mut order.ending {
                ending.seller_told = ending.seller_told.saturating_add(1);
            }
        }
        Event::RefundRequested { .. } => order.payment.status = PaymentStatus::Refunding,
        Event::RefundSettled { amount } => {
            order.payment.refunded = *amount;
            order.payment.status = PaymentStatus::Refunded;
        }
        Event::DeliveryCancelled {} => {}
    }
}

/// An order that ends before any money moved owes nobody anything.
fn void_unless_settled(order: &mut Order) {
    if matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::Deferred | PaymentStatus::Unknown) {
        order.payment.status = PaymentStatus::Void;
    }
}

fn reach(order: &mut Order, status: Status, at: Timestamp) {
    order.status = status;
    order.timeline.push(Step { status, at });
}
