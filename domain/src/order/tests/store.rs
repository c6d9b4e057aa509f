use super::{story::given, world::*};
use crate::{
    Refusal,
    order::*,
    store::StoreKind::{self, *},
};

#[test]
fn accepting_names_the_time_when_it_will_be_ready() {
    for kind in StoreKind::ALL {
        let story = given([placed(kind), paid(kind)]).when(owner(), accept()).then([accepted()]);
        assert_eq!(story.order().status, Status::Accepted);
        assert_eq!(story.order().ready_at_estimate, Some(EVENING.plus_minutes(20)));
    }
}

#[test]
fn minutes_until_ready_are_1_to_180() {
    for (minutes, fit) in [(0, false), (1, true), (180, true), (181, false), (-1, false), (256, false)] {
        assert_eq!(PrepMinutes::try_from(minutes).is_ok(), fit, "{minutes}");
    }
}

/// 881 m are four begun quarters of a kilometre: nine minutes on the way, ten more that may pass.
#[test]
fn a_customer_is_told_when_to_expect_it() {
    let told = |kind| {
        let story = given(history(kind, Status::Accepted));
        (story.order().arrive_at_estimate(), story.order().arrive_by_estimate())
    };
    assert_eq!(told(Restaurant), (Some(EVENING.plus_minutes(29)), Some(EVENING.plus_minutes(39))));
    assert_eq!(told(Cafe), (Some(EVENING.plus_minutes(20)), Some(EVENING.plus_minutes(30))));
    assert_eq!(given(history(Restaurant, Status::Placed)).order().arrive_at_estimate(), None);
}

#[test]
fn a_rejection_gives_a_reason_and_the_money_back() {
    for kind in StoreKind::ALL {
        for reason in [EndReason::SoldOut, EndReason::Busy, EndReason::Closing, EndReason::Other] {
            let rejected = Event::Rejected { reason, text: None };
            let story = given([placed(kind), paid(kind)]).when(owner(), reject(reason)).then([rejected, refund_requested(kind)]);
            assert_eq!((story.order().status, story.order().payment.status), (Status::Rejected, PaymentStatus::Refunding));
            let ending = story.order().ending.as_ref().unwrap();
            assert_eq!((ending.by, ending.reason, ending.at), (By::Store, reason, EVENING));
        }
    }
}

#[test]
fn a_store_gives_only_a_reason_of_its_own() {
    for reason in [EndReason::ChangedMind, EndReason::AcceptDeadline] {
        let refusal = given([placed(Cafe), paid(Cafe)]).when(owner(), reject(reason)).answer().unwrap_err();
        assert_eq!((refusal.code(), refusal.problems()[0].pointer.as_str()), ("invalid", "/reason"));
    }
}

#[test]
fn a_kitchen_cooks_what_it_accepted() {
    for kind in [Restaurant, Cafe] {
        given(history(kind, Status::Accepted))
            .when(owner(), Command::StartCooking)
            .then([Event::CookingStarted {}])
            .after_seconds(600)
            .when(owner(), Command::FinishCooking)
            .then([Event::CookingFinished {}]);
    }
}

#[test]
fn once_it_is_ready_the_estimate_is_what_really_was() {
    let story = given(history(Restaurant, Status::Cooking)).after_seconds(600).tell(Event::CookingFinished {});
    assert_eq!(story.order().ready_at_estimate, Some(EVENING.plus_seconds(600)));
}

#[test]
fn a_seller_packs_ships_and_sees_it_delivered() {
    let story = given(history(MealKit, Status::Accepted))
        .when(owner(), Command::StartPacking)
        .then([Event::PackingStarted {}])
        .when(owner(), ship())
        .then([shipped()])
        .when(owner(), Command::DropOff)
        .then([Event::Delivered {}]);
    assert_eq!(story.order().shipment.as_ref().unwrap().carrier.as_str(), "CJ대한통운");
}

#[test]
fn a_parcel_is_not_cooked_and_a_dish_is_not_packed() {
    given(history(MealKit, Status::Accepted))
        .when(owner(), Command::StartCooking)
        .refused(Refusal::WrongStatus(Status::Accepted));
    for kind in [Restaurant, Cafe] {
        given(history(kind, Status::Accepted))
            .when(owner(), Command::StartPacking)
            .refused(Refusal::WrongStatus(Status::Accepted));
    }
}

#[test]
fn a_restaurant_does_not_deliver_what_its_rider_has() {
    given(history(Restaurant, Status::PickedUp)).when(owner(), Command::DropOff).refused(Refusal::WrongStatus(Status::PickedUp));
}

#[test]
fn what_nobody_answers_in_time_is_cancelled_and_paid_back() {
    for kind in StoreKind::ALL {
        let story = given([placed(kind), paid(kind)])
            .after_seconds(180)
            .when(PLATFORM, Command::GiveUpOnStore)
            .then([cancelled(By::System, EndReason::AcceptDeadline), refund_requested(kind)]);
        assert_eq!((story.order().status, story.order().payment.status), (Status::Cancelled, PaymentStatus::Refunding));
        story.when(owner(), accept()).refused(Refusal::WrongStatus(Status::Cancelled));
    }
}

#[test]
fn a_deadline_after_the_acceptance_does_nothing() {
    for kind in StoreKind::ALL {
        for status in statuses(kind).into_iter().filter(|status| *status != Status::Placed) {
            given(history(kind, status)).when(PLATFORM, Command::GiveUpOnStore).refused(Refusal::WrongStatus(status));
        }
    }
}

#[test]
fn the_timeline_has_every_status_with_its_time() {
    let story = given(history(Restaurant, Status::Accepted)).after_seconds(60).tell(Event::CookingStarted {});
    let timeline: Vec<_> = story.order().timeline.iter().map(|step| (step.status, step.at)).collect();
    let then = [Status::AwaitingPayment, Status::Placed, Status::Accepted].map(|status| (status, EVENING));
    assert_eq!(timeline, [&then[..], &[(Status::Cooking, EVENING.plus_seconds(60))]].concat());
}
