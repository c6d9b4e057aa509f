//! Named places where a test lets the process die, to see that nothing is lost and nothing happens twice.
//!
//! `CRASH_AT=lane.after_commit:2` dies at the second time it comes there. Only builds with debug assertions look; a release has no such place.

/// Dies here, at once and without a word, if the environment says so.
#[inline]
pub fn point(name: &str) {
    #[cfg(debug_assertions)]
    armed::visit(name);
    #[cfg(not(debug_assertions))]
    let _ = name;
}

#[cfg(debug_assertions)]
mod armed {
    use std::sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    };

    static PLACE: LazyLock<Option<(String, usize)>> = LazyLock::new(|| {
        let wanted = std::env::var("CRASH_AT").ok()?;
        let (name, time) = wanted.split_once(':')?;
        Some((name.to_owned(), time.parse().ok()?))
    });
    static VISITS: AtomicUsize = AtomicUsize::new(0);

    pub fn visit(name: &str) {
        if let Some((wanted, time)) = &*PLACE
            && wanted == name
            && VISITS.fetch_add(1, Ordering::SeqCst) + 1 == *time
        {
            std::process::abort();
        }
    }
}
