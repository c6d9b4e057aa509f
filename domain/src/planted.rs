//! Bugs that tests plant on purpose, to see that they are found: docs/planted-bugs.md says where each one grows and who finds it.
//!
//! Only builds with debug assertions have the switch. In a release nothing is ever planted, and what it would do is not compiled.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    // The rules of an order.
    /// A refund that is settled asks for another one.
    RefundTwice,
    /// A rejection or a cancellation keeps the money.
    RefundForgotten,
    /// Money that comes after the end of an order stays.
    LateMoneyKept,
    /// An order that expires does not give its stock back.
    StockNeverReleased,
    /// A held order has no deadline.
    HoldNeverEnds,
    /// The second rider wins too.
    TwoRidersClaim,
    // Charging and refunding.
    /// A call that is tried again has another idempotency key.
    NewKeyOnRetry,
    /// A charge without an answer is taken for declined.
    LostChargeTakenForDeclined,
    /// A refund without an answer is taken for made.
    LostRefundTakenForMade,
    /// A charge that is not found is taken for one that will never arrive.
    NotFoundTakenForNever,
    /// What failed once is not tried again.
    TriedOnlyOnce,
    // The log.
    /// Readers see a batch before it is on the disk.
    PublishedBeforeCommit,
    /// Whoever asked is answered although the commit failed.
    AnsweredWithoutCommit,
    /// A command that comes again is decided again.
    CommandsNotRemembered,
    /// A held order is charged by everybody who asks, at once.
    TwoChargesAtOnce,
    /// Paying a held order again is the same task as before.
    ChargesAreOneTask,
    /// The lease of a process that died never runs out.
    LeaseForEver,
    /// A task outlives its result.
    TaskNeverDone,
    /// Whoever has lost the lease of a task ends it all the same.
    LeaseNotFenced,
    // Subscribers.
    /// A subscriber goes on after events that it could not apply.
    FailedEventsSkipped,
    /// What another process has folded in the meantime is news to nobody here.
    LostRaceUnnoticed,
    /// The same message is another one when it is noted again.
    NoInboxDedupe,
    // The breaker.
    /// An answer to a call of an earlier state counts.
    StaleAnswerCounts,
    /// A probe that is given up keeps its permit.
    ProbeNeverReturned,
    /// Half-open, everybody goes through.
    EverybodyProbes,
    /// Closed again, everybody goes through at once.
    NoRamp,
}

impl Bug {
    /// What the simulation has to find.
    pub const OF_THE_SAGA: [Bug; 22] = [
        Bug::RefundTwice,
        Bug::RefundForgotten,
        Bug::LateMoneyKept,
        Bug::StockNeverReleased,
        Bug::HoldNeverEnds,
        Bug::TwoRidersClaim,
        Bug::NewKeyOnRetry,
        Bug::LostChargeTakenForDeclined,
        Bug::LostRefundTakenForMade,
        Bug::NotFoundTakenForNever,
        Bug::TriedOnlyOnce,
        Bug::PublishedBeforeCommit,
        Bug::AnsweredWithoutCommit,
        Bug::CommandsNotRemembered,
        Bug::TwoChargesAtOnce,
        Bug::ChargesAreOneTask,
        Bug::LeaseForEver,
        Bug::TaskNeverDone,
        Bug::LeaseNotFenced,
        Bug::FailedEventsSkipped,
        Bug::LostRaceUnnoticed,
        Bug::NoInboxDedupe,
    ];

    /// What the breaker's model has to find.
    pub const OF_THE_BREAKER: [Bug; 4] = [Bug::StaleAnswerCounts, Bug::ProbeNeverReturned, Bug::EverybodyProbes, Bug::NoRamp];
}

/// Whether this bug is planted on this thread.
#[inline]
pub fn planted(bug: Bug) -> bool {
    #[cfg(debug_assertions)]
    return soil::PLANTED.get() == Some(bug);
    #[cfg(not(debug_assertions))]
    {
        let _ = bug;
        false
    }
}

/// Does something on this thread with a bug planted, or with none.
#[cfg(debug_assertions)]
pub fn with<T>(bug: Option<Bug>, work: impl FnOnce() -> T) -> T {
    let _weeded = soil::Weeded(soil::PLANTED.replace(bug));
    work()
}

#[cfg(debug_assertions)]
mod soil {
    use super::Bug;
    use std::cell::Cell;

    thread_local! {
        pub static PLANTED: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Puts back what was there before, also after a panic.
    pub struct Weeded(pub Option<Bug>);

    impl Drop for Weeded {
        fn drop(&mut self) {
            PLANTED.set(self.0);
        }
    }
}
