use domain::{Refusal, Timestamp, account::Email, ports::Answer};
use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How many sign-ins may fail in a minute, for one account and from one network address. Counted in this process only: with several,
/// each allows as many.
pub struct GuessLimit {
    per_minute: usize,
    failed: Mutex<HashMap<Key, VecDeque<Timestamp>>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Account(String),
    Address(String),
}

const WINDOW: i64 = 60;
/// Beyond this many keys, those whose failures are all old are forgotten before a new one is kept.
const MANY: usize = 10_000;

impl GuessLimit {
    pub fn new(per_minute: u32) -> GuessLimit {
        GuessLimit { per_minute: per_minute as usize, failed: Mutex::default() }
    }

    /// [`Refusal::TooManyRequests`] while the minute's failures are used up, also for the right password: else the limit would tell it.
    pub fn check(&self, email: &Email, from: &str, now: Timestamp) -> Answer<()> {
        let mut failed = self.lock();
        let waits = keys(email, from).into_iter().filter_map(|key| {
            let recent = failed.get_mut(&key)?;
            forget(recent, now);
            // The attempt that must become old before another one fits.
            let index = recent.len().checked_sub(self.per_minute)?;
            Some(recent.get(index).map_or(WINDOW, |oldest| WINDOW - now.seconds_since(*oldest)).max(1))
        });
        match waits.max() {
            Some(seconds) => Err(Refusal::TooManyRequests { retry_after: seconds as u32 }),
            None => Ok(()),
        }
    }

    pub fn failed(&self, email: &Email, from: &str, now: Timestamp) {
        let mut failed = self.lock();
        if failed.len() > MANY {
            failed.retain(|_, recent| {
                forget(recent, now);
                !recent.is_empty()
            });
        }
        for key in keys(email, from) {
            failed.entry(key).or_default().push_back(now);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, VecDeque<Timestamp>>> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget(recent: &mut VecDeque<Timestamp>, now: Timestamp) {
    while recent.front().is_some_and(|at| now.seconds_since(*at) >= WINDOW) {
        recent.pop_front();
    }
}

fn keys(email: &Email, from: &str) -> [Key; 2] {
    [Key::Account(email.as_str().to_owned()), Key::Address(network(from))]
}

/// One subscriber has 2⁶⁴ IPv6 addresses or more, so those count by their first 64 bits.
fn network(from: &str) -> String {
    match from.parse() {
        Ok(IpAddr::V6(v6)) => format!("{:x?}", &v6.segments()[..4]),
        _ => from.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(name: &str) -> Email {
        Email::try_from(format!("{name}@example.com")).unwrap()
    }

    const NOW: Timestamp = Timestamp::from_micros(1_000_000_000);

    #[test]
    fn the_eleventh_guess_has_to_wait_a_minute() {
        let limit = GuessLimit::new(10);
        for second in 0..10 {
            assert_eq!(limit.check(&email("kim"), "10.0.0.1", NOW.plus_seconds(second)), Ok(()));
            limit.failed(&email("kim"), "10.0.0.1", NOW.plus_seconds(second));
        }
        let check = |at| limit.check(&email("kim"), "10.0.0.1", at);
        assert_eq!(check(NOW.plus_seconds(20)), Err(Refusal::TooManyRequests { retry_after: 40 }));
        assert_eq!(check(NOW.plus_seconds(60)), Ok(()), "the first failure is a minute old");
    }

    #[test]
    fn guesses_count_for_the_account_and_for_the_address() {
        let limit = GuessLimit::new(2);
        limit.failed(&email("kim"), "10.0.0.1", NOW);
        limit.failed(&email("lee"), "10.0.0.1", NOW);
        limit.failed(&email("lee"), "10.0.0.2", NOW);
        assert!(limit.check(&email("park"), "10.0.0.1", NOW).is_err(), "two from this address");
        assert!(limit.check(&email("lee"), "10.0.0.3", NOW).is_err(), "two at this account");
        assert!(limit.check(&email("kim"), "10.0.0.2", NOW).is_ok());
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        assert_eq!(network("2001:db8:1:2::3"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::3"), network("2001:db8:1:3::3"));
    }
}
