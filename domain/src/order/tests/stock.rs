use super::{story::given, world::*};
use crate::{
    Refusal,
    order::*,
    refusal::ProblemCode,
    store::StoreKind::{self, *},
};

fn noodles_move(change: i64) -> StockMove {
    StockMove { item: noodles(), change }
}

#[test]
fn placing_holds_only_what_is_counted() {
    assert_eq!(given([placed(Restaurant)]).stock, [noodles_move(-2)]);
}

#[test]
fn lines_of_the_same_item_move_as_one() {
    let wish = PlaceOrder { lines: vec![want(noodles(), 3, &[regular()]), want(noodles(), 4, &[large()])], ..the_usual() };
    let placed = given([]).at(shop(Restaurant)).when(customer(), Command::Place(wish)).answer().unwrap();
    assert_eq!(given(placed).stock, [noodles_move(-7)]);
}

#[test]
fn what_ends_without_a_deal_gives_its_stock_back_once() {
    for kind in StoreKind::ALL {
        for status in [Status::Expired, Status::Rejected, Status::Cancelled] {
            assert_eq!(given(history(kind, status)).stock, [noodles_move(-2), noodles_move(2)], "{kind:?} {status:?}");
        }
    }
}

#[test]
fn a_late_payment_moves_no_stock() {
    let ended = given([placed(Cafe), deferred(), Event::Expired {}]);
    assert_eq!(ended.clone().tell(paid(Cafe)).tell(refund_requested(Cafe)).tell(refund_settled(Cafe)).stock, ended.stock);
}

#[test]
fn what_is_made_keeps_its_stock() {
    for kind in StoreKind::ALL {
        assert_eq!(given(history(kind, Status::Completed)).stock, [noodles_move(-2)]);
    }
}

#[test]
fn whoever_came_a_moment_too_late_hears_which_line_it_was() {
    let refusal = out_of_stock(given([placed(Restaurant)]).order(), noodles());
    let Refusal::CannotOrder(problems) = refusal else { panic!("{refusal:?}") };
    let named: Vec<_> = problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
    assert_eq!(named, [("/lines/0", ProblemCode::OutOfStock)]);
}
