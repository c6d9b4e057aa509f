use super::{story::given, world::*};
use crate::{
    Refusal,
    order::*,
    store::StoreKind::{self, *},
};

#[test]
fn what_was_delivered_is_complete_when_the_customer_says_so() {
    for kind in [Restaurant, MealKit] {
        let story =
            given(history(kind, Status::Delivered)).when(customer(), Command::ConfirmReceipt).then([Event::ReceiptConfirmed {}]);
        assert_eq!((story.order().status, story.order().payment.status), (Status::Completed, PaymentStatus::Paid));
    }
}

#[test]
fn what_was_collected_is_complete_when_the_customer_says_so() {
    given(history(Cafe, Status::Ready))
        .when(owner(), Command::Collect)
        .then([Event::Collected {}])
        .when(customer(), Command::ConfirmReceipt)
        .then([Event::ReceiptConfirmed {}]);
}

#[test]
fn at_a_counter_the_customers_receipt_does_both() {
    let story = given(history(Cafe, Status::Ready))
        .when(customer(), Command::ConfirmReceipt)
        .then([Event::Collected {}, Event::ReceiptConfirmed {}]);
    let last: Vec<_> = story.order().timeline.iter().rev().take(2).map(|step| step.status).collect();
    assert_eq!(last, [Status::Completed, Status::Collected]);
    story.when(owner(), Command::Collect).refused(Refusal::WrongStatus(Status::Completed));
}

#[test]
fn nobody_receives_what_is_still_on_its_way() {
    let on_the_way =
        [(Restaurant, Status::Ready), (Restaurant, Status::PickedUp), (Cafe, Status::Cooking), (MealKit, Status::Shipped)];
    for (kind, status) in on_the_way {
        given(history(kind, status)).when(customer(), Command::ConfirmReceipt).refused(Refusal::WrongStatus(status));
    }
}

#[test]
fn what_nobody_confirms_completes_by_itself() {
    for (kind, status) in [(Restaurant, Status::Delivered), (MealKit, Status::Delivered), (Cafe, Status::Collected)] {
        given(history(kind, status))
            .after_seconds(86_400)
            .when(PLATFORM, Command::ConfirmReceipt)
            .then([Event::ReceiptConfirmed {}]);
    }
}

#[test]
fn nothing_is_received_twice() {
    for kind in StoreKind::ALL {
        for somebody in [customer().into(), PLATFORM] {
            given(history(kind, Status::Completed))
                .when(somebody, Command::ConfirmReceipt)
                .refused(Refusal::WrongStatus(Status::Completed));
        }
    }
}
