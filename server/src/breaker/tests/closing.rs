use super::{super::Outcome::*, super::*, world::World};

/// Just closed again.
fn recovered() -> World {
    let world = World::rested();
    world.recover();
    world
}

/// How many of a thousand calls with evenly spread luck go through.
fn through(world: &World) -> usize {
    let attempt = |luck: &u64| {
        world.luck(*luck);
        world.breaker.permit().is_ok()
    };
    (0..1_000).filter(attempt).count()
}

#[test]
fn a_breaker_that_never_opened_lets_everything_through() {
    assert_eq!(through(&World::new()), 1_000);
}

#[test]
fn after_closing_more_and_more_calls_go_through_and_all_after_ten_seconds() {
    let world = recovered();
    let mut shares = Vec::new();
    for _ in 0..=10 {
        shares.push(through(&world));
        world.wait(1_000);
    }
    let expected = [100, 190, 280, 370, 460, 550, 640, 730, 820, 910, 1_000];
    assert!(shares.iter().zip(expected).all(|(share, expected)| share.abs_diff(expected) <= 1), "{shares:?}");
    assert_eq!(world.state(), State::Closed);
}

#[test]
fn who_is_turned_away_while_calls_grow_may_come_back_in_a_second() {
    let world = recovered();
    world.luck(999);
    assert_eq!((world.retry_after(), world.state()), (Some(1), State::Closed));
}

#[test]
fn failures_while_calls_grow_open_it_by_the_same_rule_and_for_longer() {
    for (outcome, enough) in [(Refused, 5), (Failed, 20)] {
        let world = recovered();
        world.wait(9_999);
        for _ in 1..enough {
            world.call(outcome);
        }
        assert_eq!(world.state(), State::Closed, "{outcome:?}");
        world.call(outcome);
        assert_eq!((world.state(), world.retry_after()), (State::Open, Some(10)), "{outcome:?}");
    }
}

#[test]
fn once_all_calls_go_through_again_the_next_opening_is_a_first_one() {
    let world = recovered();
    world.wait(10_000);
    world.fail();
    assert_eq!(world.retry_after(), Some(5));
}

#[test]
fn what_happened_before_it_opened_is_forgotten_when_it_closes() {
    let world = World::new();
    for _ in 0..15 {
        world.call(Failed);
    }
    world.fail();
    world.wait(4_500);
    assert_eq!(world.state(), State::Open);
    world.wait(500);
    world.recover();
    for _ in 0..4 {
        world.call(Refused);
    }
    assert_eq!(world.state(), State::Closed, "within the same ten seconds");
}
