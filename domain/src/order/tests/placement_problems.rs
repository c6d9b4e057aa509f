//! What fails is named, line by line, before anything is charged.

use super::{story::given, world::*};
use crate::{
    Money,
    order::{Command, LineRequest, PlaceOrder},
    refusal::ProblemCode::{self, *},
    store::{Day, Mode, OpeningHours, Shop, SoldOut, Span, StoreKind::Restaurant},
};

/// What is named when this is ordered; nothing when it is taken.
fn problems(shop: Shop, wish: PlaceOrder) -> Vec<(String, ProblemCode)> {
    match given([]).at(shop).when(customer(), Command::Place(wish)).answer() {
        Ok(_) => Vec::new(),
        Err(refusal) => {
            assert_eq!(refusal.code(), "cannot_order");
            refusal.problems().iter().map(|problem| (problem.pointer.clone(), problem.code)).collect()
        }
    }
}

fn with_lines(lines: impl IntoIterator<Item = LineRequest>) -> PlaceOrder {
    PlaceOrder { lines: lines.into_iter().collect(), ..the_usual() }
}

fn shop_that(change: impl FnOnce(&mut Shop)) -> Shop {
    let mut shop = shop(Restaurant);
    change(&mut shop);
    shop
}

/// One row a rule: what is asked for in one line of noodles, and what is wrong with it.
#[test]
fn a_line_that_cannot_be_made_is_named() {
    let bowl = |quantity, choices: &[_]| want(noodles(), quantity, choices);
    let seen = |price| LineRequest { expected_price: Some(Money::won(price)), ..bowl(2, &[large(), egg()]) };
    let table = [
        ("all is well", bowl(2, &[regular()]), None),
        ("as many extras as allowed", bowl(2, &[regular(), egg(), kimchi()]), None),
        ("the price seen is the price", seen(10_500), None),
        ("the last ten bowls", bowl(10, &[regular()]), None),
        ("not on the menu", want(id(99), 2, &[]), Some(UnknownItem)),
        ("no size chosen", bowl(2, &[]), Some(BadChoice)),
        ("two sizes chosen", bowl(2, &[regular(), large()]), Some(BadChoice)),
        ("one extra too many", bowl(2, &[regular(), egg(), kimchi(), seaweed()]), Some(BadChoice)),
        ("an extra chosen twice", bowl(2, &[regular(), egg(), egg()]), Some(BadChoice)),
        ("a choice that does not exist", bowl(2, &[regular(), id(99)]), Some(BadChoice)),
        ("a choice for an item without any", want(dumplings(), 2, &[egg()]), Some(BadChoice)),
        ("it was cheaper when seen", seen(10_000), Some(PriceChanged)),
        ("it was dearer when seen", seen(11_000), Some(PriceChanged)),
        ("eleven of the last ten", bowl(11, &[regular()]), Some(OutOfStock)),
    ];
    for (what, line, expected) in table {
        let expected: Vec<_> = expected.map(|code| ("/lines/0".to_owned(), code)).into_iter().collect();
        assert_eq!(problems(shop(Restaurant), with_lines([line])), expected, "{what}");
    }
}

/// One row a rule: how the store is when the usual is ordered.
#[test]
fn a_store_that_cannot_take_the_order_is_named() {
    let until = |seconds| Some(EVENING.plus_seconds(seconds));
    let hours =
        |open: &str, close: &str| Some(OpeningHours::new(vec![Span { day: Day::Fri, open: text(open), close: text(close) }]));
    let table = [
        ("open", shop_that(|_| {}), None),
        ("busy", shop_that(|shop| shop.store.mode = Mode::Busy), None),
        ("paused", shop_that(|shop| shop.store.mode = Mode::Paused), Some(("/store_id", StoreClosed))),
        (
            "paused for a while",
            shop_that(|shop| (shop.store.mode, shop.store.mode_until) = (Mode::Paused, until(1))),
            Some(("/store_id", StoreClosed)),
        ),
        ("no longer paused", shop_that(|shop| (shop.store.mode, shop.store.mode_until) = (Mode::Paused, until(0))), None),
        ("within its hours", shop_that(|shop| shop.store.hours = hours("18:30", "21:00")), None),
        ("outside its hours", shop_that(|shop| shop.store.hours = hours("18:31", "21:00")), Some(("/store_id", StoreClosed))),
        ("too far away", shop_that(|shop| shop.store.radius_m = 880), Some(("/address", OutOfArea))),
        ("just near enough", shop_that(|shop| shop.store.radius_m = 881), None),
        ("below its minimum", shop_that(|shop| shop.store.min_order = Money::won(26_001)), Some(("/lines", BelowMinimum))),
        ("just its minimum, delivery not counted", shop_that(|shop| shop.store.min_order = Money::won(26_000)), None),
        ("noodles sold out", shop_that(|shop| shop.menu[0].sold_out = Some(SoldOut::Forever)), Some(("/lines/0", SoldOut))),
        (
            "dumplings sold out for a while",
            shop_that(|shop| shop.menu[1].sold_out = until(1).map(SoldOut::Until)),
            Some(("/lines/1", SoldOut)),
        ),
        ("no longer sold out", shop_that(|shop| shop.menu[1].sold_out = until(0).map(SoldOut::Until)), None),
        ("one bowl left", shop_that(|shop| shop.menu[0].stock = Some(1)), Some(("/lines/0", OutOfStock))),
    ];
    for (what, shop, expected) in table {
        let expected: Vec<_> = expected.map(|(pointer, code)| (pointer.to_owned(), code)).into_iter().collect();
        assert_eq!(problems(shop, the_usual()), expected, "{what}");
    }
}

#[test]
fn everything_that_fails_is_named_at_once() {
    let shop = shop_that(|shop| {
        shop.store.mode = Mode::Paused;
        shop.store.radius_m = 100;
        shop.menu[1].sold_out = Some(SoldOut::Forever);
    });
    let wish = with_lines([want(noodles(), 11, &[regular()]), want(dumplings(), 1, &[]), want(id(99), 1, &[])]);
    let named = problems(shop, wish);
    let expected = [
        ("/store_id", StoreClosed),
        ("/address", OutOfArea),
        ("/lines/1", SoldOut),
        ("/lines/2", UnknownItem),
        ("/lines/0", OutOfStock),
    ];
    assert_eq!(named, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
}

#[test]
fn a_closed_store_still_says_that_the_order_is_too_small() {
    let shop = shop_that(|shop| shop.store.mode = Mode::Paused);
    let named = problems(shop, with_lines([want(dumplings(), 1, &[])]));
    assert_eq!(named, [("/store_id".to_owned(), StoreClosed), ("/lines".to_owned(), BelowMinimum)]);
}

#[test]
fn stock_is_counted_over_all_lines_of_an_item() {
    let wish = with_lines([want(noodles(), 6, &[regular()]), want(dumplings(), 1, &[]), want(noodles(), 5, &[large()])]);
    assert_eq!(problems(shop(Restaurant), wish), [("/lines/0".to_owned(), OutOfStock), ("/lines/2".to_owned(), OutOfStock)]);
}

#[test]
fn a_problem_says_which_item_it_is_about() {
    let shop = shop_that(|shop| shop.menu[0].sold_out = Some(SoldOut::Forever));
    let refusal = given([]).at(shop).when(customer(), Command::Place(the_usual())).answer().unwrap_err();
    assert_eq!(refusal.problems()[0].subject.as_deref(), Some("잔치국수"));
    assert_eq!(refusal.problems()[0].detail, "잔치국수 is sold out.");
}

#[test]
fn food_for_nothing_is_no_order() {
    let shop = shop_that(|shop| (shop.store.min_order, shop.menu[1].price) = (Money::ZERO, Money::ZERO));
    assert_eq!(problems(shop, with_lines([want(dumplings(), 1, &[])])), [("/lines".to_owned(), BelowMinimum)]);
}
