use super::{
    story::{Story, given},
    world::*,
};
use crate::{
    Refusal,
    order::*,
    store::StoreKind::{self, *},
};

#[test]
fn a_customer_can_cancel_until_the_making_has_begun() {
    for kind in StoreKind::ALL {
        for status in [Status::Placed, Status::Accepted] {
            let story = given(history(kind, status)).when(customer(), cancel()).then([called_off(), refund_requested(kind)]);
            assert_eq!((story.order().status, story.order().payment.status), (Status::Cancelled, PaymentStatus::Refunding));
        }
    }
}

#[test]
fn a_customer_cannot_cancel_once_cooking_has_started() {
    for kind in [Restaurant, Cafe] {
        given(history(kind, Status::Cooking)).when(customer(), cancel()).refused(Refusal::WrongStatus(Status::Cooking));
    }
}

#[test]
fn a_customer_cannot_cancel_once_packing_has_started() {
    given(history(MealKit, Status::Packing)).when(customer(), cancel()).refused(Refusal::WrongStatus(Status::Packing));
}

#[test]
fn what_was_never_paid_is_cancelled_without_a_refund() {
    for before in [vec![], vec![deferred()], vec![Event::PaymentUnknown {}]] {
        let story = given([vec![placed(Restaurant)], before].concat()).when(customer(), cancel()).then([called_off()]);
        assert_eq!((story.order().status, story.order().payment.status), (Status::Cancelled, PaymentStatus::Void));
    }
}

#[test]
fn a_cancellation_keeps_its_reason() {
    let text = Some(text("주소를 잘못 적었어요"));
    let told = Event::Cancelled { by: By::Customer, reason: EndReason::ChangedMind, text: text.clone() };
    let story = given(history(Cafe, Status::Placed))
        .when(customer(), Command::Cancel { reason: text.clone() })
        .then([told, refund_requested(Cafe)]);
    let ending = story.order().ending.as_ref().unwrap();
    assert_eq!((ending.by, ending.reason, &ending.text), (By::Customer, EndReason::ChangedMind, &text));
}

#[test]
fn of_cancelling_and_starting_to_cook_the_first_wins() {
    let accepted = given(history(Restaurant, Status::Accepted));
    accepted
        .clone()
        .when(customer(), cancel())
        .then([called_off(), refund_requested(Restaurant)])
        .when(owner(), Command::StartCooking)
        .refused(Refusal::WrongStatus(Status::Cancelled));
    accepted
        .when(owner(), Command::StartCooking)
        .then([Event::CookingStarted {}])
        .when(customer(), cancel())
        .refused(Refusal::WrongStatus(Status::Cooking));
}

#[test]
fn nothing_is_cancelled_twice() {
    let story = given(history(Restaurant, Status::Cancelled));
    story.clone().when(customer(), cancel()).refused(Refusal::WrongStatus(Status::Cancelled));
    story.when(operator(), cancel()).refused(Refusal::WrongStatus(Status::Cancelled));
}

#[test]
fn an_operator_can_cancel_until_it_has_left_the_store() {
    let by_operator = || cancelled(By::Operator, EndReason::Other);
    for (kind, status) in
        [(Restaurant, Status::Cooking), (Restaurant, Status::Ready), (Cafe, Status::Ready), (MealKit, Status::Packing)]
    {
        given(history(kind, status)).when(operator(), cancel()).then([by_operator(), refund_requested(kind)]);
    }
    for (kind, status) in [(Restaurant, Status::PickedUp), (Cafe, Status::Collected), (MealKit, Status::Shipped)] {
        given(history(kind, status)).when(operator(), cancel()).refused(Refusal::WrongStatus(status));
    }
}

#[test]
fn a_rider_on_the_way_to_the_store_loses_a_cancelled_delivery() {
    let story = given(history(Restaurant, Status::Claimed)).when(operator(), cancel()).then([
        cancelled(By::Operator, EndReason::Other),
        refund_requested(Restaurant),
        Event::DeliveryCancelled {},
    ]);
    story.when(rider(), pick_up()).refused(Refusal::WrongStatus(Status::Cancelled));
}

/// Carries out what was asked for, oldest first, until nothing is left to do now.
fn carry_out(mut story: Story, kind: StoreKind) -> Story {
    while let Some(at) = story.tasks.iter().position(|task| task.due_at <= story.now) {
        let task = story.tasks.remove(at);
        let command = match task.kind {
            TaskKind::TellSeller {} => Command::TellSeller,
            TaskKind::Refund { amount, .. } => Command::SettleRefund { amount },
            other => panic!("{other:?} is no part of a cancellation of {kind:?}"),
        };
        let decision = story.clone().when(PLATFORM, command).answer().expect("the work of a cancellation is never refused");
        story = decision.into_iter().fold(story, Story::tell);
    }
    story
}

fn kinds(story: &Story, since: Status) -> Vec<&'static str> {
    let known = history(story.order().store.kind, since).len();
    story.told[known..].iter().map(Event::kind).collect()
}

#[test]
fn of_a_parcel_the_seller_is_told_before_the_money_and_after_the_delivery() {
    let whole = ["cancelled", "refund_requested", "seller_told", "refund_settled", "delivery_cancelled", "seller_told"];
    for (status, who) in [(Status::Placed, customer()), (Status::Accepted, customer()), (Status::Packing, operator())] {
        let ordered = given(history(MealKit, status)).with_nothing_to_do();
        let reason = if who.role == crate::Role::Customer { called_off() } else { cancelled(By::Operator, EndReason::Other) };
        let done = carry_out(ordered.when(who, cancel()).then([reason, refund_requested(MealKit)]), MealKit);
        assert_eq!(kinds(&done, status), whole);
        assert_eq!((done.order().payment.status, done.order().payment.refunded), (PaymentStatus::Refunded, total(MealKit)));
    }
}

#[test]
fn a_parcel_that_its_seller_never_answered_is_called_off_the_same_way() {
    let ordered = given(history(MealKit, Status::Placed)).with_nothing_to_do();
    let given_up = [cancelled(By::System, EndReason::AcceptDeadline), refund_requested(MealKit)];
    let done = carry_out(ordered.when(PLATFORM, Command::GiveUpOnStore).then(given_up), MealKit);
    assert_eq!(kinds(&done, Status::Placed)[2..], ["seller_told", "refund_settled", "delivery_cancelled", "seller_told"]);
}

#[test]
fn a_parcel_that_was_rejected_or_never_paid_is_simply_paid_back() {
    let rejected = carry_out(given(history(MealKit, Status::Rejected)), MealKit);
    assert_eq!(kinds(&rejected, Status::Rejected), ["refund_settled"]);

    let late = given([placed(MealKit), called_off(), paid(MealKit), refund_requested(MealKit)]);
    assert_eq!(carry_out(late, MealKit).told.last(), Some(&refund_settled(MealKit)));
}

#[test]
fn of_a_dish_only_the_money_is_left_to_do() {
    for kind in [Restaurant, Cafe] {
        let done = carry_out(given(history(kind, Status::Cancelled)), kind);
        assert_eq!(kinds(&done, Status::Cancelled), ["refund_settled"]);
    }
}

#[test]
fn a_seller_is_told_once_each_time_however_often_it_is_tried() {
    let story = given(history(MealKit, Status::Cancelled));
    let told = story.when(PLATFORM, Command::TellSeller).then([Event::SellerTold {}]);
    let told = told.when(PLATFORM, Command::TellSeller).then_nothing();
    let refunded = told.when(PLATFORM, settle_refund(MealKit)).then([refund_settled(MealKit), Event::DeliveryCancelled {}]);
    let told = refunded.when(PLATFORM, Command::TellSeller).then([Event::SellerTold {}]);
    told.when(PLATFORM, Command::TellSeller).then_nothing();
}

#[test]
fn only_the_seller_of_a_parcel_that_was_called_off_is_told() {
    for kind in [Restaurant, Cafe] {
        for status in statuses(kind) {
            given(history(kind, status)).when(PLATFORM, Command::TellSeller).then_nothing();
        }
    }
    for status in statuses(MealKit).into_iter().filter(|status| *status != Status::Cancelled) {
        given(history(MealKit, status)).when(PLATFORM, Command::TellSeller).then_nothing();
    }
}
