//! The server's clock, ticking on in the browser.

use domain::Timestamp;
use leptos::prelude::*;
use std::time::Duration;

/// The time now. Only for what a server function tells a page; a page itself counts on from there by [`use_clock`].
#[cfg(feature = "ssr")]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// The time now, by the browser's clock, which may be wrong: only for differences.
#[cfg(not(feature = "ssr"))]
pub fn now() -> Timestamp {
    Timestamp::from_micros((web_sys::js_sys::Date::now() * 1_000.0) as i64)
}

/// Starts at the time that the server gave with the page's data, so that both render the same, and then ticks each second by the
/// browser's clock corrected to the server's.
pub fn use_clock(start: Timestamp) -> ReadSignal<Timestamp> {
    let (time, set_time) = signal(start);
    Effect::new(move |_| {
        let ahead = start.micros() - now().micros();
        let tick = move || set_time.set(Timestamp::from_micros(now().micros() + ahead));
        if let Ok(timer) = set_interval(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    time
}
