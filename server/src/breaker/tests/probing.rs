use super::{super::Outcome::*, super::*, world::World};
use std::thread;

#[test]
fn a_thousand_callers_after_the_rest_make_three_probes() {
    let world = World::rested();
    let all = (0..1_000).map(|_| world.breaker.permit()).collect::<Vec<_>>();
    assert_eq!(all.iter().filter(|answer| answer.is_ok()).count(), 3);
    assert!(all.iter().flat_map(|answer| answer.as_ref().err()).all(|open| open.retry_after == 1));
}

#[test]
fn a_thousand_callers_at_the_same_moment_make_three_probes() {
    let world = World::rested();
    let start = std::sync::Barrier::new(20);
    let caller = || {
        start.wait();
        (0..50).filter_map(|_| world.breaker.permit().ok()).collect::<Vec<_>>()
    };
    let probes = thread::scope(|scope| {
        let callers = (0..20).map(|_| scope.spawn(caller)).collect::<Vec<_>>();
        callers.into_iter().flat_map(|caller| caller.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(probes.len(), 3);
}

#[test]
fn three_good_probes_close_it() {
    let world = World::rested();
    world.call(Answered);
    world.call(Answered);
    assert_eq!(world.state(), State::HalfOpen);
    world.call(Answered);
    assert_eq!(world.state(), State::Closed);
}

#[test]
fn one_bad_probe_opens_it_again_whatever_the_others_say() {
    let world = World::rested();
    let [first, second, third] = world.permits(3).try_into().ok().unwrap();
    first.settle(Answered);
    second.settle(Failed);
    assert_eq!(world.state(), State::Open);
    third.settle(Answered);
    assert_eq!((world.state(), world.retry_after()), (State::Open, Some(10)));
}

#[test]
fn a_slow_probe_is_a_bad_one() {
    let world = World::rested();
    let probe = world.permit();
    world.wait(2_000);
    probe.settle(Answered);
    assert_eq!(world.state(), State::Open);
}

#[test]
fn a_probe_that_is_given_up_gives_its_permit_back() {
    let world = World::rested();
    let mut probes = world.permits(3);
    assert!(world.breaker.permit().is_err());
    probes.pop();
    let instead = world.permit();
    assert!(world.breaker.permit().is_err(), "one was given back, not more");
    for probe in probes {
        probe.settle(Answered);
    }
    assert_eq!(world.state(), State::HalfOpen, "the one given up was not counted");
    instead.settle(Answered);
    assert_eq!(world.state(), State::Closed);
}

#[tokio::test]
async fn a_probe_whose_future_is_cancelled_gives_its_permit_back() {
    let world = World::rested();
    for _ in 0..100 {
        let permit = world.permit();
        let call = async move {
            std::future::pending::<()>().await;
            permit.settle(Answered);
        };
        assert!(tokio::time::timeout(Duration::from_micros(10), call).await.is_err());
    }
    assert_eq!((world.permits(3).len(), world.state()), (3, State::HalfOpen));
}

#[test]
fn a_probe_of_an_earlier_time_gives_nothing_back() {
    let world = World::rested();
    let late = world.permits(2);
    world.call(Failed);
    world.wait(10_000);
    let _probes = world.permits(3);
    drop(late);
    assert!(world.breaker.permit().is_err(), "three probes are under way");
}

#[test]
fn a_late_success_does_not_close_it() {
    // However late: else it would count as slow, and that as bad.
    let world = World::patient(60_000);
    let (late, later) = (world.permits(10), world.permits(10));
    world.fail();
    for permit in late {
        permit.settle(Answered);
    }
    assert_eq!(world.state(), State::Open);
    world.wait(5_000);
    world.call(Answered);
    for permit in later {
        permit.settle(Answered);
    }
    assert_eq!(world.state(), State::HalfOpen, "only the probe counts");
}

#[test]
fn a_probe_that_succeeds_too_late_is_none() {
    let world = World::patient(60_000);
    world.fail();
    world.wait(5_000);
    let late = world.permits(2);
    world.call(Failed);
    world.wait(10_000);
    world.call(Answered);
    for probe in late {
        probe.settle(Answered);
    }
    assert_eq!(world.state(), State::HalfOpen);
}

#[test]
fn a_late_failure_does_not_open_it_again() {
    let world = World::new();
    let (late, later) = (world.permits(5), world.permits(20));
    world.fail();
    world.wait(5_000);
    world.call(Answered);
    for permit in late {
        permit.settle(Refused);
    }
    assert_eq!(world.state(), State::HalfOpen, "what fails now was asked before it opened");
    world.call(Answered);
    world.call(Answered);
    for permit in later {
        permit.settle(Refused);
    }
    assert_eq!(world.state(), State::Closed, "and so was what fails later");
}
