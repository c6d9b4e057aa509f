use std::{collections::VecDeque, time::Duration};

/// How many slices a window has: a call is forgotten at its end, or up to a hundredth of it earlier. In return it takes as much memory
/// for a million calls as for a hundred.
const SLICES: u128 = 100;

/// The calls of the last while, and how many of them were bad.
pub(super) struct Window {
    slice: Duration,
    /// Oldest first, only those in which something was counted.
    slices: VecDeque<Slice>,
    calls: u64,
    bad: u64,
}

struct Slice {
    number: u128,
    calls: u64,
    bad: u64,
}

impl Window {
    pub fn new(length: Duration) -> Window {
        Window { slice: length / SLICES as u32, slices: VecDeque::new(), calls: 0, bad: 0 }
    }

    pub fn add(&mut self, bad: bool, now: Duration) {
        self.forget(now);
        let number = self.number(now);
        let bad = u64::from(bad);
        match self.slices.back_mut() {
            Some(last) if last.number == number => {
                last.calls += 1;
                last.bad += bad;
            }
            _ => self.slices.push_back(Slice { number, calls: 1, bad }),
        }
        self.calls += 1;
        self.bad += bad;
    }

    /// All calls, and the bad ones among them.
    pub fn sums(&mut self, now: Duration) -> (u64, u64) {
        self.forget(now);
        (self.calls, self.bad)
    }

    fn forget(&mut self, now: Duration) {
        let number = self.number(now);
        while let Some(old) = self.slices.pop_front_if(|slice| slice.number + SLICES <= number) {
            self.calls -= old.calls;
            self.bad -= old.bad;
        }
    }

    fn number(&self, now: Duration) -> u128 {
        now.as_nanos() / self.slice.as_nanos().max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn a_call_is_forgotten_at_the_end_of_the_window_or_a_little_earlier() {
        let mut window = Window::new(at(10_000));
        window.add(true, at(1_099));
        assert_eq!(window.sums(at(10_999)), (1, 1), "9.9 seconds later");
        assert_eq!(window.sums(at(11_000)), (0, 0), "in the hundredth slice after it");
        window.add(false, at(11_100));
        assert_eq!(window.sums(at(21_099)), (1, 0), "9.999 seconds later");
        assert_eq!(window.sums(at(21_100)), (0, 0), "10 seconds later");
    }

    #[test]
    fn a_million_calls_take_no_more_room_than_the_slices() {
        let mut window = Window::new(at(10_000));
        for call in 0..1_000_000 {
            window.add(call % 4 == 0, Duration::from_micros(20 * call));
        }
        let end = Duration::from_micros(20 * 999_999);
        assert_eq!(window.slices.len(), 100);
        assert_eq!(window.sums(end), (500_000, 125_000), "the later ten of twenty seconds");
    }
}
