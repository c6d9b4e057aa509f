use super::{super::Outcome::*, super::*, world::World};

#[test]
fn it_opens_with_the_twentieth_call_if_half_of_them_were_bad() {
    let world = World::new();
    for _ in 0..9 {
        world.call(Answered);
        world.call(Failed);
    }
    world.call(Failed);
    assert_eq!(world.state(), State::Closed, "10 of 19: that is half, but 19 are too few");
    world.call(Answered);
    assert_eq!(world.state(), State::Open, "10 of 20");
}

#[test]
fn bad_calls_fewer_than_half_are_borne() {
    let world = World::new();
    for _ in 0..1_000 {
        world.call(Answered);
        world.call(Failed);
        world.call(Answered);
    }
    assert_eq!(world.state(), State::Closed);
}

/// Declines are answers: a customer whose card is refused says nothing about the gateway.
#[test]
fn answers_alone_never_open_it() {
    let world = World::new();
    for _ in 0..10_000 {
        world.call(Answered);
    }
    assert_eq!(world.state(), State::Closed);
}

#[test]
fn bad_calls_are_forgotten_after_ten_seconds() {
    let world = World::new();
    for _ in 0..19 {
        world.call(Failed);
    }
    world.wait(10_000);
    for _ in 0..11 {
        world.call(Answered);
    }
    for _ in 0..10 {
        world.call(Failed);
    }
    assert_eq!(world.state(), State::Closed, "10 of 21, and not 29 of 40");
}

/// As good calls are forgotten, half of those that remain may be bad: that is noticed with the next answer, and not before.
#[test]
fn only_an_answer_opens_it() {
    let world = World::new();
    let late = world.permit();
    for _ in 0..25 {
        world.call(Answered);
    }
    world.wait(1_000);
    for _ in 0..11 {
        world.call(Failed);
        world.call(Answered);
    }
    world.wait(9_000);
    drop(world.permit());
    drop(late);
    assert_eq!(world.state(), State::Closed, "11 of 22, and nobody answered");
    world.call(Failed);
    assert_eq!(world.state(), State::Open);
}

#[test]
fn five_refused_connections_in_a_row_open_it_however_far_apart() {
    let world = World::new();
    for _ in 0..4 {
        world.call(Refused);
    }
    world.call(Failed);
    for _ in 0..4 {
        world.call(Refused);
        world.wait(60_000);
    }
    assert_eq!(world.state(), State::Closed, "never five in a row");
    world.call(Refused);
    assert_eq!(world.state(), State::Open);
}

#[test]
fn answers_that_take_two_seconds_open_it_and_quicker_ones_do_not() {
    for (took, state) in [(1_999, State::Closed), (2_000, State::Open)] {
        let world = World::new();
        let permits = world.permits(20);
        world.wait(took);
        for permit in permits {
            permit.settle(Answered);
        }
        assert_eq!(world.state(), state, "after {took} ms");
    }
}

#[test]
fn calls_that_were_given_up_are_not_counted() {
    let world = World::new();
    for _ in 0..5 {
        world.call(Failed);
    }
    drop(world.permits(100));
    for _ in 0..14 {
        world.call(Answered);
    }
    assert_eq!(world.state(), State::Closed, "5 of 19");
    for _ in 0..9 {
        world.call(Failed);
    }
    assert_eq!(world.state(), State::Open, "14 of 28, and not 14 of 128");
}

#[test]
fn after_ten_thousand_good_calls_an_outage_is_noticed_within_twenty() {
    for (outcome, most) in [(Failed, 20), (Refused, 5)] {
        let world = World::new();
        for _ in 0..10_000 {
            world.call(Answered);
        }
        let through = std::iter::from_fn(|| world.breaker.permit().ok()).map(|permit| permit.settle(outcome)).take(1_000).count();
        assert_eq!(through, most, "{outcome:?}");
    }
}

#[test]
fn besides_those_twenty_only_calls_that_were_under_way_notice_the_outage() {
    let world = World::new();
    for _ in 0..10_000 {
        world.call(Answered);
    }
    let mut under_way = std::collections::VecDeque::from(world.permits(50));
    let mut through = 0;
    // As each one fails, the next caller takes its place.
    while let Some(permit) = under_way.pop_front() {
        permit.settle(Failed);
        if let Ok(next) = world.breaker.permit() {
            through += 1;
            under_way.push_back(next);
        }
    }
    assert!(through <= 20, "{through} more calls");
    assert_eq!(world.state(), State::Open);
}

#[test]
fn callers_hear_when_to_come_back_in_whole_seconds() {
    let world = World::open();
    assert_eq!(world.retry_after(), Some(5));
    world.wait(1);
    assert_eq!(world.retry_after(), Some(5), "4.999 seconds are 5");
    world.wait(4_000);
    assert_eq!(world.retry_after(), Some(1), "and so is everything below 1");
    world.wait(998);
    assert_eq!(world.retry_after(), Some(1), "one millisecond");
    world.wait(1);
    assert_eq!(world.retry_after(), None);
}

#[test]
fn answers_that_come_while_it_is_open_change_nothing() {
    let world = World::new();
    let (good, bad) = (world.permits(10), world.permits(10));
    world.fail();
    for permit in good {
        permit.settle(Answered);
    }
    for permit in bad {
        permit.settle(Refused);
    }
    assert_eq!((world.state(), world.retry_after()), (State::Open, Some(5)));
}

/// Open, half-open, open, eight times: how long each rest was, in milliseconds, as callers see it.
fn rests(luck: u64) -> Vec<u64> {
    let world = World::new();
    world.luck(luck);
    world.fail();
    let rest = |_| {
        let began = (world.breaker.0.clock)();
        let probe = loop {
            match world.breaker.permit() {
                Ok(probe) => break probe,
                Err(_) => world.wait(10),
            }
        };
        probe.settle(Failed);
        ((world.breaker.0.clock)() - began).as_millis() as u64
    };
    (0..8).map(rest).collect()
}

#[test]
fn each_reopening_rests_twice_as_long_up_to_a_minute_less_a_fifth_at_most() {
    assert_eq!(rests(0), [5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000, 60_000]);
    assert_eq!(rests(500), [4_500, 9_000, 18_000, 36_000, 54_000, 54_000, 54_000, 54_000]);
    let shortest = rests(999);
    assert!(shortest.iter().zip(rests(0)).all(|(shortest, longest)| shortest * 10 >= longest * 8), "{shortest:?}");
}

#[test]
fn real_chance_and_real_time_keep_to_the_same_bounds() {
    let rests = (0..1_000).map(|_| {
        let breaker = Breaker::new("real", Settings::slow_after(Duration::from_secs(2)));
        for _ in 0..5 {
            breaker.permit().unwrap().settle(Refused);
        }
        breaker.lock().rest((breaker.0.clock)())
    });
    let rests = rests.collect::<Vec<_>>();
    let (least, most) = (rests.iter().min().unwrap(), rests.iter().max().unwrap());
    assert!(Duration::from_millis(3_900) < *least && *most <= Duration::from_secs(5), "{least:?} to {most:?}");
    assert!(*most - *least > Duration::from_millis(500), "{least:?} to {most:?} is no jitter");
}
