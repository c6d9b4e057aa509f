use super::{Breaches, Evidence};
use crate::journal::Line;
use domain::order::{PaymentStatus, Status};

/// Whatever anybody was shown is in the log, at the very version that they were shown.
pub fn nothing_is_lost(evidence: &Evidence) -> Breaches {
    let lost = |line: &Line| {
        let Line::Told { order, version, status, payment } = line else { return None };
        let Some(history) = evidence.log.histories.get(order) else { return Some(format!("{order} is not in the log")) };
        match history.steps.get(*version as usize - 1) {
            Some(step) if *step == (*status, *payment) => None,
            Some(step) => {
                Some(format!("{order}: version {version} was {:?} when it was told, and is {step:?}", (status, payment)))
            }
            None => Some(format!("{order}: version {version} was told, {} is the last", history.steps.len())),
        }
    };
    evidence.told.iter().filter_map(lost).collect()
}

pub fn nothing_refused_was_done(evidence: &Evidence) -> Breaches {
    let done = |line: &Line| match line {
        Line::Told { .. } => None,
        Line::Refused { order } => {
            evidence.log.histories.contains_key(order).then(|| format!("{order} was refused and is in the log"))
        }
        Line::Declined { order } => {
            let ended = evidence.log.histories.get(order).is_some_and(|history| {
                history.order.status == Status::Expired && history.order.payment.status == PaymentStatus::Declined
            });
            (!ended).then(|| format!("{order} was declined and goes on"))
        }
    };
    evidence.told.iter().filter_map(done).collect()
}
