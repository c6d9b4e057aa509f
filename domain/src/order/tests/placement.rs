use super::{story::given, world::*};
use crate::{
    Actor, Money, Refusal,
    order::*,
    refusal::{Problem, ProblemCode},
    store::StoreKind::*,
};

fn charge(amount: u32) -> Task {
    Task { kind: TaskKind::Charge { card: card(), amount: Money::won(amount) }, due_at: EVENING }
}

#[test]
fn a_placed_order_is_priced_line_by_line_and_its_total_is_to_be_charged() {
    let story = given([]).at(shop(Restaurant)).when(customer(), place()).then([placed(Restaurant)]);
    assert_eq!(story.tasks, [charge(29_000)]);
    assert_eq!(story.order().status, Status::AwaitingPayment);
    assert_eq!(story.order().payment.status, PaymentStatus::Pending);
    assert!(!story.order().was_paid());
}

#[test]
fn an_order_at_a_counter_costs_no_delivery_and_keeps_no_address() {
    let story = given([]).at(shop(Cafe)).when(customer(), place()).then([placed(Cafe)]);
    assert_eq!(story.tasks, [charge(26_000)]);
    assert_eq!((&story.order().address, story.order().ride), (&None, None));
}

#[test]
fn a_counter_needs_no_address_and_knows_no_area() {
    let from_far_away = PlaceOrder { address: Some(address("해운대로 1", 35.1631, 129.1635)), ..the_usual() };
    for wish in [PlaceOrder { address: None, ..the_usual() }, from_far_away] {
        given([]).at(shop(Cafe)).when(customer(), Command::Place(wish)).then([placed(Cafe)]);
    }
}

#[test]
fn a_parcel_is_brought_but_not_ridden() {
    let story = given([]).at(shop(MealKit)).when(customer(), place()).then([placed(MealKit)]);
    assert_eq!((story.order().total, story.order().ride), (Money::won(29_000), None));
}

#[test]
fn food_that_is_brought_needs_an_address() {
    let wish = PlaceOrder { address: None, ..the_usual() };
    let missing = Problem::new("/address", ProblemCode::Required, "where should it be delivered?");
    for kind in [Restaurant, MealKit] {
        given([]).at(shop(kind)).when(customer(), Command::Place(wish.clone())).refused(Refusal::Invalid(vec![missing.clone()]));
    }
}

#[test]
fn an_order_has_one_to_fifty_lines() {
    let lines = |count| PlaceOrder { lines: vec![want(dumplings(), 2, &[]); count], ..the_usual() };
    let answer = |count| given([]).at(shop(Restaurant)).when(customer(), Command::Place(lines(count))).answer();
    for (count, allowed) in [(0, false), (1, true), (50, true), (51, false)] {
        match answer(count) {
            Ok(_) => assert!(allowed, "{count} lines"),
            Err(refusal) => assert!(!allowed && refusal.problems()[0].pointer == "/lines", "{count} lines: {refusal:?}"),
        }
    }
}

#[test]
fn no_order_costs_more_than_money_can_count() {
    let mut dear = shop(Restaurant);
    dear.menu[1].price = Money::MAX;
    let wish = PlaceOrder { lines: vec![want(dumplings(), 1, &[]); 2], ..the_usual() };
    let refusal = given([]).at(dear.clone()).when(customer(), Command::Place(wish)).answer().unwrap_err();
    assert_eq!(refusal, Refusal::invalid("/lines", "the total is more than one order may cost"));

    let with_delivery = PlaceOrder { lines: vec![want(dumplings(), 1, &[])], ..the_usual() };
    let refusal = given([]).at(dear).when(customer(), Command::Place(with_delivery)).answer().unwrap_err();
    assert_eq!(refusal, Refusal::invalid("/lines", "the total is more than one order may cost"));
}

#[test]
fn nothing_can_be_ordered_from_a_store_that_does_not_exist() {
    given([]).when(customer(), place()).refused(Refusal::NotFound);
}

#[test]
fn only_customers_order() {
    for person in [owner(), rider(), operator()] {
        given([]).at(shop(Restaurant)).when(person, place()).refused(Refusal::Forbidden);
    }
    given([]).at(shop(Restaurant)).when(PLATFORM, place()).refused(Refusal::NotFound);
}

#[test]
fn before_it_is_placed_there_is_nothing_to_do_anything_with() {
    for command in every_command(Restaurant) {
        for somebody in everybody() {
            let answer = given([]).at(shop(Restaurant)).when(somebody.clone(), command.clone()).answer();
            let expected = if answer == Err(Refusal::Forbidden) { Refusal::Forbidden } else { Refusal::NotFound };
            assert_eq!(answer, Err(expected), "{command:?} by {somebody:?}");
        }
    }
    given([]).when(Actor::System, Command::GiveUpOnStore).refused(Refusal::NotFound);
}

#[test]
fn an_order_that_is_not_held_is_not_placed_again() {
    given([placed(Restaurant)])
        .at(shop(Restaurant))
        .when(customer(), place())
        .refused(Refusal::WrongStatus(Status::AwaitingPayment));
    given(history(Restaurant, Status::Placed))
        .at(shop(Restaurant))
        .when(customer(), place())
        .refused(Refusal::WrongStatus(Status::Placed));
}
