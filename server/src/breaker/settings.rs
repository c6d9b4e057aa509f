use std::time::Duration;

/// When a breaker opens, for how long, and how it closes again.
#[derive(Debug, Clone)]
pub struct Settings {
    /// An answer that takes this long or longer counts as bad.
    pub slow_after: Duration,
    /// How long a call is remembered.
    pub window: Duration,
    /// With this many calls in the window, half of them bad, it opens. So it does with as many bad ones in a row, however many good
    /// ones the window still holds: under a heavy load it holds thousands, and an outage would need as many failures to be seen.
    pub minimum_calls: u64,
    /// So it does with this many refused connections in a row, however far apart: where calls are few nothing else would open it.
    pub refused_in_a_row: u64,
    /// How long it is open at first. Each reopening doubles that, and a random part, at most a fifth, is taken off, so that many
    /// processes do not come back at once.
    pub open_first: Duration,
    /// How long it is open at most.
    pub open_longest: Duration,
    /// How many calls may go through half-open, 1 or more. If all are good it closes; the first bad one opens it again.
    pub probes: u32,
    /// How long it takes, once closed, until all calls go through again. Only then the next opening is a first one.
    pub ramp: Duration,
}

impl Settings {
    /// What every breaker of Hansang has in common. What is slow is for each to say.
    pub const fn slow_after(slow_after: Duration) -> Settings {
        Settings {
            slow_after,
            window: Duration::from_secs(10),
            minimum_calls: 20,
            refused_in_a_row: 5,
            open_first: Duration::from_secs(5),
            open_longest: Duration::from_secs(60),
            probes: 3,
            ramp: Duration::from_secs(10),
        }
    }
}
