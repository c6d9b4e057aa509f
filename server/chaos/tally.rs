use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU32, Ordering::Relaxed},
};

/// What has been going on so far.
#[derive(Default)]
pub struct Tally {
    orders: AtomicU32,
    surprises: Mutex<Vec<String>>,
}

impl Tally {
    /// Somebody was told that their order is placed.
    pub fn placed(&self) {
        self.orders.fetch_add(1, Relaxed);
    }

    pub fn orders(&self) -> u32 {
        self.orders.load(Relaxed)
    }

    /// Something happened that nobody should ever see.
    pub fn surprise(&self, what: String) {
        self.surprises.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    pub fn surprises(&self) -> Vec<String> {
        self.surprises.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
