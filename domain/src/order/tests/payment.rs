use super::{story::given, world::*};
use crate::{
    Money, Refusal,
    order::*,
    store::StoreKind::{self, *},
};

fn charge() -> Task {
    Task { kind: TaskKind::Charge { card: card(), amount: total(Restaurant) }, due_at: EVENING }
}

#[test]
fn a_paid_order_waits_for_the_stores_answer() {
    for kind in StoreKind::ALL {
        let story = given([placed(kind)]).when(PLATFORM, confirm_payment(kind)).then([paid(kind)]);
        let Order { status, accept_by, payment, .. } = story.order();
        assert_eq!((*status, *accept_by), (Status::Placed, Some(EVENING.plus_seconds(180))));
        assert_eq!((payment.status, payment.charged, payment.refunded), (PaymentStatus::Paid, total(kind), Money::ZERO));
    }
}

#[test]
fn a_declined_order_is_over_at_once() {
    let story = given([placed(Restaurant)]).when(PLATFORM, decline_payment()).then([declined(), Event::Expired {}]);
    assert_eq!((story.order().status, story.order().payment.status), (Status::Expired, PaymentStatus::Declined));
}

#[test]
fn when_payment_is_busy_the_order_is_held() {
    let story = given([placed(Restaurant)]).when(PLATFORM, defer_payment()).then([deferred()]);
    assert_eq!(story.order().status, Status::AwaitingPayment);
    assert_eq!(story.order().payment.hold_until, Some(EVENING.plus_seconds(600)));
    story.when(PLATFORM, defer_payment()).then_nothing();
}

#[test]
fn a_held_order_can_be_paid_later_by_paying_or_by_placing_it_again() {
    for again in [pay(), place()] {
        let story = given([placed(Restaurant), deferred()]).with_nothing_to_do().when(customer(), again).then_nothing();
        assert_eq!(story.tasks, [charge()]);
        story.when(PLATFORM, confirm_payment(Restaurant)).then([paid(Restaurant)]);
    }
}

#[test]
fn a_held_order_expires_when_its_hold_ends_and_not_before() {
    let held = given([placed(Restaurant), deferred()]);
    held.clone().after_seconds(599).when(PLATFORM, Command::Expire).refused(Refusal::WrongStatus(Status::AwaitingPayment));
    let story = held.after_seconds(600).when(PLATFORM, Command::Expire).then([Event::Expired {}]);
    assert_eq!((story.order().status, story.order().payment.status), (Status::Expired, PaymentStatus::Void));
}

#[test]
fn trying_again_does_not_hold_the_stock_for_longer() {
    let lost = given([placed(Restaurant), deferred(), Event::PaymentUnknown {}]).after_seconds(300);
    let story = lost.when(PLATFORM, Command::DeferPayment { until: EVENING.plus_seconds(900) }).then([deferred()]);
    assert_eq!(story.order().payment.hold_until, Some(EVENING.plus_seconds(600)));
}

#[test]
fn a_payment_under_way_is_not_paid_again_and_does_not_expire() {
    for under_way in [vec![], vec![Event::PaymentUnknown {}]] {
        let story = given([vec![placed(Restaurant)], under_way].concat()).after_seconds(86_400);
        story.clone().when(customer(), pay()).refused(Refusal::WrongStatus(Status::AwaitingPayment));
        story.when(PLATFORM, Command::Expire).refused(Refusal::WrongStatus(Status::AwaitingPayment));
    }
}

#[test]
fn a_lost_answer_is_looked_up_and_settled_whatever_it_was() {
    let lost = given([placed(Restaurant)]).when(PLATFORM, Command::LosePayment).then([Event::PaymentUnknown {}]);
    assert_eq!((lost.order().status, lost.order().payment.status), (Status::AwaitingPayment, PaymentStatus::Unknown));
    lost.clone().when(PLATFORM, Command::LosePayment).then_nothing();
    lost.clone().when(PLATFORM, confirm_payment(Restaurant)).then([paid(Restaurant)]);
    lost.clone().when(PLATFORM, decline_payment()).then([declined(), Event::Expired {}]);
    lost.when(PLATFORM, defer_payment()).then([deferred()]);
}

#[test]
fn what_is_settled_stays_settled() {
    for status in [Status::Placed, Status::Accepted, Status::Completed, Status::Expired, Status::Rejected, Status::Cancelled] {
        for command in [decline_payment(), defer_payment(), Command::Expire] {
            given(history(Restaurant, status)).after_seconds(600).when(PLATFORM, command).refused(Refusal::WrongStatus(status));
        }
    }
}

/// A charge without an answer may outlive its order: whoever looks after it hears that the order is over, not that it is none of theirs.
#[test]
fn a_payment_is_lost_in_vain_once_it_is_settled_or_the_order_is_over() {
    for status in [Status::Placed, Status::Accepted, Status::Completed, Status::Rejected] {
        given(history(Restaurant, status)).when(PLATFORM, Command::LosePayment).refused(Refusal::WrongStatus(status));
    }
    for end in [vec![called_off()], vec![declined(), Event::Expired {}], vec![deferred(), Event::Expired {}]] {
        given([vec![placed(Restaurant)], end].concat()).when(PLATFORM, Command::LosePayment).then_nothing();
    }
}

#[test]
fn an_order_is_never_charged_twice() {
    for kind in StoreKind::ALL {
        for status in statuses(kind).into_iter().filter(|status| !matches!(status, Status::AwaitingPayment | Status::Expired)) {
            let story = given(history(kind, status));
            story.clone().when(PLATFORM, confirm_payment(kind)).refused(Refusal::WrongStatus(status));
            story.when(customer(), pay()).refused(Refusal::WrongStatus(status));
        }
    }
}

#[test]
fn money_that_comes_after_the_end_goes_straight_back() {
    let given_up = vec![called_off()];
    let timed_out = vec![deferred(), Event::Expired {}];
    let refused = vec![declined(), Event::Expired {}];
    for kind in StoreKind::ALL {
        for end in [&given_up, &timed_out, &refused] {
            let story = given([vec![placed(kind)], end.clone()].concat()).with_nothing_to_do();
            let ended = story.order().status;
            let back = story.when(PLATFORM, confirm_payment(kind)).then([paid(kind), refund_requested(kind)]);
            assert_eq!((back.order().status, back.order().payment.status), (ended, PaymentStatus::Refunding));
            assert!(!back.order().was_paid(), "the store never hears of it");

            let refund = TaskKind::Refund { payment_key: PAYMENT_KEY.to_owned(), amount: total(kind) };
            assert_eq!(back.tasks, [Task { kind: refund, due_at: EVENING }]);
            let back = back.when(PLATFORM, settle_refund(kind)).then([refund_settled(kind)]);
            assert_eq!((back.order().status, back.order().payment.status), (ended, PaymentStatus::Refunded));
            back.when(PLATFORM, confirm_payment(kind)).refused(Refusal::WrongStatus(ended));
        }
    }
}

/// Never seen from a gateway that works; were it to happen, nobody pays what they did not agree to.
#[test]
fn another_amount_than_was_asked_is_no_deal_and_goes_back() {
    let wrong = Money::won(28_999);
    let came =
        Event::PaymentConfirmed { payment_key: PAYMENT_KEY.to_owned(), amount: wrong, accept_by: EVENING.plus_seconds(180) };
    let back = Event::RefundRequested { amount: wrong };
    let story = given([placed(Restaurant)]).when(PLATFORM, confirm_payment_of(wrong)).then([Event::Expired {}, came, back]);
    assert_eq!((story.order().status, story.order().payment.status), (Status::Expired, PaymentStatus::Refunding));
    assert!(!story.order().was_paid());
}

#[test]
fn a_refund_gives_back_what_was_charged_no_more_and_no_less() {
    let rejected = given(history(Restaurant, Status::Rejected));
    for wrong in [Money::ZERO, Money::won(28_999), Money::won(29_001)] {
        let refusal = rejected.clone().when(PLATFORM, Command::SettleRefund { amount: wrong }).answer().unwrap_err();
        assert_eq!(refusal.code(), "invalid");
    }
    let story = rejected.when(PLATFORM, settle_refund(Restaurant)).then([refund_settled(Restaurant)]);
    assert_eq!(story.order().payment.charged, story.order().payment.refunded);
    story.when(PLATFORM, settle_refund(Restaurant)).refused(Refusal::WrongStatus(Status::Rejected));
}

#[test]
fn nothing_is_refunded_that_nobody_asked_back() {
    for status in [Status::AwaitingPayment, Status::Placed, Status::Cooking, Status::Completed, Status::Expired] {
        given(history(Restaurant, status)).when(PLATFORM, settle_refund(Restaurant)).refused(Refusal::WrongStatus(status));
    }
}
