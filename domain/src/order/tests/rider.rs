use super::{story::given, world::*};
use crate::{Money, Refusal, order::*, store::StoreKind::*};

#[test]
fn a_rider_claims_picks_up_and_delivers() {
    let story = given(history(Restaurant, Status::Ready))
        .when(rider(), Command::Claim)
        .then([claimed()])
        .when(rider(), pick_up())
        .then([Event::PickedUp {}])
        .when(rider(), Command::DropOff)
        .then([Event::Delivered {}]);
    assert_eq!(story.order().rider.as_ref().unwrap().id, rider().id);
}

#[test]
fn of_two_riders_one_wins() {
    let story = given(history(Restaurant, Status::Ready))
        .when(another_rider(), Command::Claim)
        .then([Event::Claimed { rider: Person { id: another_rider().id, name: another_rider().name } }]);
    story.clone().when(rider(), Command::Claim).refused(Refusal::AlreadyClaimed);
    story.clone().when(rider(), pick_up()).refused(Refusal::NotFound);
    story.when(another_rider(), Command::Claim).refused(Refusal::AlreadyClaimed);
}

#[test]
fn whoever_comes_later_still_hears_that_it_is_claimed() {
    for status in [Status::Claimed, Status::PickedUp, Status::Delivered, Status::Completed] {
        given(history(Restaurant, status)).when(another_rider(), Command::Claim).refused(Refusal::AlreadyClaimed);
    }
}

#[test]
fn nothing_is_claimed_before_it_is_ready() {
    for status in [Status::Placed, Status::Accepted, Status::Cooking] {
        given(history(Restaurant, status)).when(rider(), Command::Claim).refused(Refusal::WrongStatus(status));
    }
}

#[test]
fn what_is_not_paid_does_not_exist_for_riders() {
    for status in [Status::AwaitingPayment, Status::Expired] {
        given(history(Restaurant, status)).when(rider(), Command::Claim).refused(Refusal::NotFound);
    }
}

#[test]
fn what_was_cancelled_is_not_claimed() {
    for status in [Status::Cancelled, Status::Rejected] {
        given(history(Restaurant, status)).when(rider(), Command::Claim).refused(Refusal::WrongStatus(status));
    }
}

#[test]
fn riders_bring_only_what_is_ridden() {
    given(history(Cafe, Status::Ready)).when(rider(), Command::Claim).refused(Refusal::WrongStatus(Status::Ready));
    given(history(MealKit, Status::Shipped)).when(rider(), Command::Claim).refused(Refusal::WrongStatus(Status::Shipped));
    given(history(MealKit, Status::Shipped)).when(rider(), Command::DropOff).refused(Refusal::NotFound);
}

#[test]
fn nobody_takes_the_wrong_bag() {
    let wrong = Command::PickUp { number: "B-4821".to_owned() };
    let story = given(history(Restaurant, Status::Claimed));
    story.clone().when(rider(), wrong).refused(Refusal::invalid("/number", "is not the number of this order"));
    story.when(rider(), Command::PickUp { number: "r 0209".to_owned() }).then([Event::PickedUp {}]);
}

#[test]
fn nothing_is_delivered_before_it_is_picked_up() {
    given(history(Restaurant, Status::Claimed)).when(rider(), Command::DropOff).refused(Refusal::WrongStatus(Status::Claimed));
}

#[test]
fn the_way_and_its_pay_are_fixed_when_the_order_is_placed() {
    let story = given([placed(Restaurant)]);
    assert_eq!(story.order().ride, Some(Ride { distance_m: 881, pay: Money::won(3_400) }));
}
